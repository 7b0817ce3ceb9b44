// Stands in for Excel's macros: calls the COM server with real VARIANTs, one command a line, one answer a line.
//
//   create | release | attach | crash | sleep MS | method NAME | byref 0/1
//   call ARG...            the current method with these arguments
//   bench N ARG...         the same N times, best of five rounds, microseconds a call
//
// ARG: a cell, [cell|cell...] an array of one dimension, {cell|cell;cell|cell} a range, #RxC numbers,
//      (ARG ARG...) a vector of arguments. Fields are separated by tabs.
// cell: nNUMBER double, iNUMBER long, sTEXT, b0 b1, dSERIAL date, cAMOUNT currency, xCODE error, E empty, N null, M missing
#define COBJMACROS
#include <windows.h>
#include <oleauto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static IDispatch *server;
static DISPID member = -1;
static wchar_t method[64] = L"Run", program[128] = L"MilestoneLedger.Server";
static int by_reference;

static double now(void) {
    LARGE_INTEGER ticks, second;
    QueryPerformanceFrequency(&second);
    QueryPerformanceCounter(&ticks);
    return ticks.QuadPart * 1e6 / second.QuadPart;
}

static BSTR wide(const char *text, int length) {
    int size = MultiByteToWideChar(CP_UTF8, 0, text, length, 0, 0);
    BSTR answer = SysAllocStringLen(0, size);
    MultiByteToWideChar(CP_UTF8, 0, text, length, answer, size);
    return answer;
}

static void cell(const char *text, int length, VARIANT *v) {
    char number[64] = "";
    VariantInit(v);
    if (length > 1) memcpy(number, text + 1, length - 1 < 63 ? length - 1 : 63);
    switch (length ? *text : 'E') {
    case 'n': V_VT(v) = VT_R8; V_R8(v) = atof(number); break;
    case 'i': V_VT(v) = VT_I4; V_I4(v) = atoi(number); break;
    case 's': V_VT(v) = VT_BSTR; V_BSTR(v) = wide(text + 1, length - 1); break;
    case 'b': V_VT(v) = VT_BOOL; V_BOOL(v) = atoi(number) ? VARIANT_TRUE : VARIANT_FALSE; break;
    case 'd': V_VT(v) = VT_DATE; V_DATE(v) = atof(number); break;
    case 'c': V_VT(v) = VT_CY; V_CY(v).int64 = (LONGLONG)(atof(number) * 10000 + .5); break;
    case 'x': V_VT(v) = VT_ERROR; V_ERROR(v) = 0x800A0000 | atoi(number); break;
    case 'N': V_VT(v) = VT_NULL; break;
    case 'M': V_VT(v) = VT_ERROR; V_ERROR(v) = DISP_E_PARAMNOTFOUND; break;
    }
}

static SAFEARRAY *range(int rows, int columns) { // as Excel makes them: counted from 1
    SAFEARRAYBOUND bounds[2] = {{rows, 1}, {columns, 1}};
    return SafeArrayCreate(VT_VARIANT, 2, bounds);
}

static void argument(const char *text, VARIANT *out) {
    int rows = 1, columns = 1;
    VariantInit(out);
    if (*text == '#') {
        sscanf(text + 1, "%dx%d", &rows, &columns);
        VARIANT *at;
        V_ARRAY(out) = range(rows, columns);
        SafeArrayAccessData(V_ARRAY(out), (void **)&at);
        for (int j = 0; j < columns; j++)
            for (int i = 0; i < rows; i++, at++) { V_VT(at) = VT_R8; V_R8(at) = i * columns + j; }
        SafeArrayUnaccessData(V_ARRAY(out));
        V_VT(out) = VT_ARRAY | VT_VARIANT;
        return;
    }
    if (*text != '{' && *text != '[') { cell(text, strlen(text), out); return; }
    const char *end = strrchr(text, *text == '{' ? '}' : ']');
    for (const char *p = text + 1; p < end; p++) {
        if (*p == ';') rows++;
        if (*p == '|' && rows == 1) columns++;
    }
    V_ARRAY(out) = *text == '{' ? range(rows, columns) : SafeArrayCreateVector(VT_VARIANT, 0, columns);
    V_VT(out) = VT_ARRAY | VT_VARIANT;
    LONG place[2] = {1, 1}, flat = 0;
    for (const char *p = text + 1; p <= end; p++) {
        const char *start = p;
        VARIANT v;
        while (p < end && *p != '|' && *p != ';') p++;
        cell(start, p - start, &v);
        SafeArrayPutElement(V_ARRAY(out), *text == '{' ? place : &flat, &v);
        VariantClear(&v);
        flat++;
        if (*p == '|') place[1]++; else { place[1] = 1; place[0]++; }
    }
}

static void say(const wchar_t *text) { // as JSON, so that one answer is one line
    char buffer[8];
    putchar('"');
    for (const wchar_t *p = text ? text : L""; *p; p++) {
        if (*p == '"' || *p == '\\') printf("\\%c", *p);
        else if (*p < 32) printf("\\u%04x", *p);
        else {
            int units = *p >= 0xD800 && *p < 0xDC00 && p[1] ? 2 : 1;
            int n = WideCharToMultiByte(CP_UTF8, 0, p, units, buffer, 8, 0, 0);
            fwrite(buffer, 1, n, stdout);
            p += units - 1;
        }
    }
    putchar('"');
}

static void show(VARIANT *v) { // JSON; what JSON does not know is an object {"type": value}
    switch (V_VT(v)) {
    case VT_R8: printf("%.17g", V_R8(v)); break;
    case VT_BSTR: say(V_BSTR(v)); break;
    case VT_BOOL: printf(V_BOOL(v) ? "true" : "false"); break;
    case VT_EMPTY: printf("null"); break;
    case VT_I4: printf("{\"long\": %ld}", V_I4(v)); break;
    case VT_ERROR: printf("{\"error\": %ld}", V_ERROR(v)); break;
    case VT_ARRAY | VT_VARIANT: {
        SAFEARRAY *a = V_ARRAY(v);
        LONG low[2] = {0, 0}, high[2] = {0, 0};
        UINT sides = SafeArrayGetDim(a);
        for (UINT i = 0; i < sides && i < 2; i++) { SafeArrayGetLBound(a, i + 1, low + i); SafeArrayGetUBound(a, i + 1, high + i); }
        putchar('[');
        for (LONG i = low[0]; i <= high[0]; i++) {
            printf(i > low[0] ? ", " : "");
            if (sides == 2) putchar('[');
            for (LONG j = low[1]; j <= high[1]; j++) {
                LONG place[2] = {i, j};
                VARIANT item;
                VariantInit(&item);
                SafeArrayGetElement(a, place, &item);
                printf(j > low[1] ? ", " : "");
                show(&item);
                VariantClear(&item);
            }
            if (sides == 2) putchar(']');
        }
        putchar(']');
        break;
    }
    default: printf("{\"type\": %d}", V_VT(v));
    }
}

static HRESULT create(void) {
    CLSID id;
    HRESULT result;
    if (server) return S_OK;
    member = -1;
    if ((result = CLSIDFromProgID(program, &id))) return result;
    result = CoCreateInstance(&id, 0, CLSCTX_LOCAL_SERVER, &IID_IDispatch, (void **)&server);
    if (result) server = 0;
    return result;
}

static HRESULT call(char **fields, int count, VARIANT *answer, EXCEPINFO *why) {
    VARIANT given[16], sent[16], vector;
    int n = 0, depth = 0;
    LONG place = 0;
    VariantInit(answer);
    memset(why, 0, sizeof *why);
    HRESULT result = create();
    LPOLESTR name = method;
    if (!result && member == -1) result = IDispatch_GetIDsOfNames(server, &IID_NULL, &name, 1, 0x409, &member);
    if (result) { member = -1; return result; }
    for (int i = 0; i < count; i++) {
        if (!strcmp(fields[i], "(")) {
            int size = 0;
            for (int j = i + 1; strcmp(fields[j], ")"); j++) size++;
            V_ARRAY(&vector) = SafeArrayCreateVector(VT_VARIANT, 0, size);
            V_VT(&vector) = VT_ARRAY | VT_VARIANT;
            place = 0;
            depth = 1;
        } else if (!strcmp(fields[i], ")")) {
            given[n++] = vector;
            depth = 0;
        } else if (depth) {
            VARIANT v;
            argument(fields[i], &v);
            SafeArrayPutElement(V_ARRAY(&vector), &place, &v);
            place++;
            VariantClear(&v);
        } else argument(fields[i], &given[n++]);
    }
    for (int i = 0; i < n; i++) {
        sent[n - 1 - i] = given[i];
        if (by_reference) { V_VT(&sent[n - 1 - i]) = VT_BYREF | VT_VARIANT; V_VARIANTREF(&sent[n - 1 - i]) = &given[i]; }
    }
    DISPPARAMS parameters = {sent, 0, n, 0};
    result = IDispatch_Invoke(server, member, &IID_NULL, 0x409, DISPATCH_METHOD, &parameters, answer, why, 0);
    for (int i = 0; i < n; i++) VariantClear(&given[i]);
    return result;
}

static void report(HRESULT result, VARIANT *answer, EXCEPINFO *why) {
    if (!result) show(answer);
    else {
        printf("{\"hresult\": \"%08lx\"", result == DISP_E_EXCEPTION ? why->scode : result);
        if (result == DISP_E_EXCEPTION) { printf(", \"said\": "); say(why->bstrDescription); }
        printf("}");
    }
    printf("\n");
    VariantClear(answer);
}

int main(int count, char **arguments) {
    static char line[1 << 20];
    char *fields[64];
    setvbuf(stdout, 0, _IONBF, 0);
    CoInitializeEx(0, COINIT_APARTMENTTHREADED);
    FILE *script = fopen(arguments[1], "r");
    if (count < 2 || !script) return 2;
    if (count > 2) MultiByteToWideChar(CP_UTF8, 0, arguments[2], -1, program, 128);
    while (fgets(line, sizeof line, script)) {
        VARIANT answer;
        EXCEPINFO why;
        int n = 0;
        line[strcspn(line, "\r\n")] = 0;
        for (char *p = strtok(line, "\t"); p && n < 64; p = strtok(0, "\t")) fields[n++] = p;
        if (!n) continue;
        if (!strcmp(fields[0], "create")) printf("{\"hresult\": \"%08lx\"}\n", create());
        else if (!strcmp(fields[0], "release")) { if (server) IDispatch_Release(server); server = 0; printf("null\n"); }
        else if (!strcmp(fields[0], "sleep")) Sleep(atoi(fields[1]));
        else if (!strcmp(fields[0], "byref")) by_reference = atoi(fields[1]);
        else if (!strcmp(fields[0], "method")) { MultiByteToWideChar(CP_UTF8, 0, fields[1], -1, method, 64); member = -1; }
        else if (!strcmp(fields[0], "crash")) TerminateProcess(GetCurrentProcess(), 1);
        else if (!strcmp(fields[0], "attach")) {
            wchar_t kept[64];
            char process[32];
            char *given[] = {"i0", process};
            sprintf(process, "i%lu", GetCurrentProcessId());
            wcscpy(kept, method);
            wcscpy(method, L"Attach");
            member = -1;
            report(call(given, 2, &answer, &why), &answer, &why);
            wcscpy(method, kept);
            member = -1;
        } else if (!strcmp(fields[0], "call")) {
            HRESULT result = call(fields + 1, n - 1, &answer, &why);
            report(result, &answer, &why);
        } else if (!strcmp(fields[0], "bench")) {
            int times = atoi(fields[1]);
            double best = 1e18;
            for (int round = 0; round < 5; round++) {
                double start = now();
                for (int i = 0; i < times; i++) { call(fields + 2, n - 2, &answer, &why); VariantClear(&answer); }
                double each = (now() - start) / times;
                if (each < best) best = each;
            }
            printf("%.1f\n", best);
        } else return 3;
    }
    if (server) IDispatch_Release(server);
    CoUninitialize();
    return 0;
}
