// Stands in for the macros that stock xlwings writes: the DLL that xlwings ships finds the server, and a call takes
// ranges, this workbook and the calling cell, as `XLPy.CallUDF(module, name, Array(...), ThisWorkbook, Caller)` does.
//
//   stock_client.exe DLL PYTHON FOLDER TYPES MODULE NAME TIMES ARG...    microseconds a call, best of five rounds
//
// ARG: a number, or RxC for a range of numbers
#define COBJMACROS
#include <windows.h>
#include <oleauto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANGE, BOOK, SHEETS, SHEET, APPLICATION, KINDS };
static const wchar_t *IDS[KINDS] = {L"{00020846-0000-0000-C000-000000000046}", L"{000208DA-0000-0000-C000-000000000046}",
    L"{000208B1-0000-0000-C000-000000000046}", L"{000208D8-0000-0000-C000-000000000046}", L"{000208D5-0000-0000-C000-000000000046}"};
static ITypeInfo *types[KINDS];

typedef struct { IDispatch dispatch; LONG count; int kind, rows, columns; VARIANT value; } Object;

static Object *object(int kind, VARIANT *value, int rows, int columns);

static HRESULT WINAPI query(IDispatch *self, REFIID id, void **out) {
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IDispatch)) { *out = 0; return E_NOINTERFACE; }
    *out = self;
    IDispatch_AddRef(self);
    return S_OK;
}
static ULONG WINAPI add(IDispatch *self) { return InterlockedIncrement(&((Object *)self)->count); }
static ULONG WINAPI release(IDispatch *self) {
    Object *o = (Object *)self;
    ULONG left = InterlockedDecrement(&o->count);
    if (!left) { VariantClear(&o->value); free(o); }
    return left;
}
static HRESULT WINAPI type_count(IDispatch *self, UINT *count) { *count = 1; return S_OK; }
static HRESULT WINAPI type_info(IDispatch *self, UINT number, LCID locale, ITypeInfo **out) {
    *out = types[((Object *)self)->kind];
    ITypeInfo_AddRef(*out);
    return S_OK;
}
static HRESULT WINAPI names(IDispatch *self, REFIID id, LPOLESTR *name, UINT count, LCID locale, DISPID *out) {
    return ITypeInfo_GetIDsOfNames(types[((Object *)self)->kind], name, count, out);
}
static void text(VARIANT *out, const wchar_t *said) { V_VT(out) = VT_BSTR; V_BSTR(out) = SysAllocString(said); }
static void number(VARIANT *out, int value) { V_VT(out) = VT_I4; V_I4(out) = value; }
static void give(VARIANT *out, int kind, int rows) { V_VT(out) = VT_DISPATCH; V_DISPATCH(out) = &object(kind, 0, rows, 1)->dispatch; }

// an enumerator of no sheets
static HRESULT WINAPI each_query(IEnumVARIANT *self, REFIID id, void **out) {
    if (!IsEqualIID(id, &IID_IUnknown) && !IsEqualIID(id, &IID_IEnumVARIANT)) { *out = 0; return E_NOINTERFACE; }
    *out = self;
    return S_OK;
}
static ULONG WINAPI each_count(IEnumVARIANT *self) { return 1; }
static HRESULT WINAPI each_next(IEnumVARIANT *self, ULONG count, VARIANT *out, ULONG *got) { if (got) *got = 0; return S_FALSE; }
static HRESULT WINAPI each_skip(IEnumVARIANT *self, ULONG count) { return S_FALSE; }
static HRESULT WINAPI each_reset(IEnumVARIANT *self) { return S_OK; }
static HRESULT WINAPI each_clone(IEnumVARIANT *self, IEnumVARIANT **out) { return E_NOTIMPL; }
static IEnumVARIANTVtbl each_table = {each_query, each_count, each_count, each_next, each_skip, each_reset, each_clone};
static IEnumVARIANT no_sheets = {&each_table};

static HRESULT WINAPI invoke(IDispatch *self, DISPID id, REFIID r, LCID l, WORD flags, DISPPARAMS *p, VARIANT *out, EXCEPINFO *e, UINT *a) {
    Object *o = (Object *)self;
    VARIANT none;
    if (!out) out = &none;
    VariantInit(out);
    if (o->kind == SHEETS && id == DISPID_NEWENUM) { V_VT(out) = VT_UNKNOWN; V_UNKNOWN(out) = (IUnknown *)&no_sheets; return S_OK; }
    switch (o->kind * 10000 + id) {
    case 6: case 1388: case 0: return VariantCopy(out, &o->value);
    case 118: number(out, o->rows * o->columns); return S_OK;
    case 257: case 240: number(out, 1); return S_OK;
    case 258: give(out, RANGE, o->rows); return S_OK;
    case 241: give(out, RANGE, o->columns); return S_OK;
    case 236: text(out, L"$A$1"); return S_OK;
    case 10110: text(out, L"Book1.xlsm"); return S_OK;
    case 10289: text(out, L"C:\\Book1.xlsm"); return S_OK;
    case 10494: give(out, SHEETS, 1); return S_OK;
    case 20118: number(out, 0); return S_OK;
    case 348: give(out, SHEET, 1); return S_OK;
    case 30110: text(out, L"Sheet1"); return S_OK;
    case 30150: give(out, BOOK, 1); return S_OK;
    case 148: case 10148: case 30148: give(out, APPLICATION, 1); return S_OK;
    case 40110: text(out, L"Microsoft Excel"); return S_OK;
    case 40392: text(out, L"16.0"); return S_OK;
    case 41950: number(out, 0); return S_OK;
    }
    return DISP_E_MEMBERNOTFOUND;
}
static IDispatchVtbl table = {query, add, release, type_count, type_info, names, invoke};

static Object *object(int kind, VARIANT *value, int rows, int columns) {
    Object *o = calloc(1, sizeof *o);
    o->dispatch.lpVtbl = &table;
    o->count = 1;
    o->kind = kind;
    o->rows = rows;
    o->columns = columns;
    VariantInit(&o->value);
    if (value) VariantCopy(&o->value, value);
    return o;
}

static void argument(const char *text, VARIANT *out) {
    int rows = 1, columns = 1;
    VARIANT value, *at;
    VariantInit(&value);
    if (sscanf(text, "%dx%d", &rows, &columns) == 2) {
        SAFEARRAYBOUND bounds[2] = {{rows, 1}, {columns, 1}};
        V_VT(&value) = VT_ARRAY | VT_VARIANT;
        V_ARRAY(&value) = SafeArrayCreate(VT_VARIANT, 2, bounds);
        SafeArrayAccessData(V_ARRAY(&value), (void **)&at);
        for (int i = 0; i < rows * columns; i++, at++) { V_VT(at) = VT_R8; V_R8(at) = i; }
        SafeArrayUnaccessData(V_ARRAY(&value));
    } else { V_VT(&value) = VT_R8; V_R8(&value) = atof(text); rows = columns = 1; }
    V_VT(out) = VT_DISPATCH;
    V_DISPATCH(out) = &object(RANGE, &value, rows, columns)->dispatch;
    VariantClear(&value);
}

typedef int(WINAPI *Activate)(VARIANT *, const char *, int);
static Activate activate;
static char command[8192];

static HRESULT call(const char *module, const char *name, int count, char **arguments, Object *book, Object *cell) {
    VARIANT server, given[5], answer;
    EXCEPINFO why = {0};
    DISPID member;
    LPOLESTR method = L"CallUDF";
    wchar_t wide[128];
    VariantInit(&server);
    VariantInit(&answer);
    if (activate(&server, command, 1)) return E_FAIL; // each cell of stock xlwings asks for the server anew
    HRESULT result = IDispatch_GetIDsOfNames(V_DISPATCH(&server), &IID_NULL, &method, 1, 0x409, &member);
    MultiByteToWideChar(CP_UTF8, 0, module, -1, wide, 128);
    text(&given[4], wide);
    MultiByteToWideChar(CP_UTF8, 0, name, -1, wide, 128);
    text(&given[3], wide);
    V_VT(&given[2]) = VT_ARRAY | VT_VARIANT;
    V_ARRAY(&given[2]) = SafeArrayCreateVector(VT_VARIANT, 0, count);
    for (LONG i = 0; i < count; i++) {
        VARIANT v;
        argument(arguments[i], &v);
        SafeArrayPutElement(V_ARRAY(&given[2]), &i, &v);
        VariantClear(&v);
    }
    V_VT(&given[1]) = V_VT(&given[0]) = VT_DISPATCH;
    V_DISPATCH(&given[1]) = &book->dispatch;
    V_DISPATCH(&given[0]) = &cell->dispatch;
    IDispatch_AddRef(&book->dispatch);
    IDispatch_AddRef(&cell->dispatch);
    DISPPARAMS parameters = {given, 0, 5, 0};
    if (!result) result = IDispatch_Invoke(V_DISPATCH(&server), member, &IID_NULL, 0x409, DISPATCH_METHOD, &parameters, &answer, &why, 0);
    if (result == DISP_E_EXCEPTION) fwprintf(stderr, L"%ls\n", why.bstrDescription);
    for (int i = 0; i < 5; i++) VariantClear(&given[i]);
    VariantClear(&answer);
    VariantClear(&server);
    return result;
}

static double now(void) {
    LARGE_INTEGER ticks, second;
    QueryPerformanceFrequency(&second);
    QueryPerformanceCounter(&ticks);
    return ticks.QuadPart * 1e6 / second.QuadPart;
}

static void doubled(char *out, const char *path) { // backslashes, for Python
    for (; *path; path++) { if (*path == '\\') *out++ = '\\'; *out++ = *path; }
    *out = 0;
}

int main(int count, char **arguments) {
    wchar_t path[512];
    char folder[1024];
    ITypeLib *library;
    VARIANT one;
    if (count < 8) return 2;
    CoInitializeEx(0, COINIT_APARTMENTTHREADED);
    MultiByteToWideChar(CP_UTF8, 0, arguments[4], -1, path, 512);
    if (LoadTypeLibEx(path, REGKIND_REGISTER, &library)) return 3;
    for (int i = 0; i < KINDS; i++) {
        GUID id;
        CLSIDFromString(IDS[i], &id);
        ITypeLib_GetTypeInfoOfGuid(library, &id, &types[i]);
    }
    HMODULE dll = LoadLibraryA(arguments[1]);
    if (!dll) return 4;
    activate = (Activate)GetProcAddress(dll, "XLPyDLLActivateAuto");
    doubled(folder, arguments[3]);
    // as XLPyCommand in xlwings.bas writes it
    snprintf(command, sizeof command,
        "cmd.exe  /K \"\"%s\" -B -c \"import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\\\"true;%s\\\\Book1.xlsm;;;;;\\\");"
        "import xlwings; xlwings.serve('$(CLSID)')\"\"", arguments[2], folder);
    V_VT(&one) = VT_R8;
    V_R8(&one) = 1;
    Object *book = object(BOOK, 0, 1, 1), *cell = object(RANGE, &one, 1, 1);
    int times = atoi(arguments[7]);
    double best = 1e18;
    HRESULT result = call(arguments[5], arguments[6], count - 8, arguments + 8, book, cell);
    for (int round = 0; round < 5 && !result; round++) {
        double start = now();
        for (int i = 0; i < times && !result; i++) result = call(arguments[5], arguments[6], count - 8, arguments + 8, book, cell);
        double each = (now() - start) / times;
        if (each < best) best = each;
    }
    if (result) fprintf(stderr, "%08lx\n", result);
    else printf("%.1f\n", best);
    fflush(stdout);
    ExitProcess(result ? 5 : 0); // whoever started Wine ends the server
}
