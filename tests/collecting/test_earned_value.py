"""Earned value: variances, indices and forecasts, and where published sources round or turn a sign."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.collecting.earned_value import (
    LESS_EARNED,
    Measures,
    earned_values,
    forecast,
    forecast_duration,
    from_quantities,
    measured,
    to_complete_index,
    variances,
)


def measures(planned: object, earned: object, actual: object) -> Measures:
    return Measures(*(Decimal(str(one)) for one in (planned, earned, actual)))


@pytest.mark.parametrize(
    ("planned", "earned", "actual", "cv", "sv", "cpi", "spi"),
    [
        (44000, 53000, 45000, 8000, 9000, "1.178", "1.205"),
        (50000, 45000, 60000, -15000, -5000, "0.750", "0.900"),
        (100, 100, 100, 0, 0, "1.000", "1.000"),
        (100000, 90000, 110000, -20000, -10000, "0.818", "0.900"),
    ],
)
def test_variances(planned, earned, actual, cv, sv, cpi, spi) -> None:
    answer = variances(measures(planned, earned, actual))
    assert (answer.cv, answer.sv, f"{answer.cpi:.3f}", f"{answer.spi:.3f}") == (cv, sv, cpi, spi)


def test_signs_and_decimals_are_conventions() -> None:
    """造价工程师: 投资偏差 = 实际 - 计划; the 水利 key: SV = BCWS - BCWP. Indices keep their sense."""
    one = measures(1238880, 1177280, 1206034)
    assert variances(one)[:2] == (-28754, -61600)
    turned = variances(one, "2", LESS_EARNED, LESS_EARNED)
    assert turned[:2] == (28754, 61600)
    assert turned[2:4] == (Decimal("0.98"), Decimal("0.95"))


def test_nothing_to_divide_by_is_none() -> None:
    answer = variances(measures(0, 0, 0))
    assert (answer.cv, answer.cpi, answer.spi, answer.cv_share, answer.sv_share) == (
        0,
        None,
        None,
        None,
        None,
    )
    idle = forecast(measures(10, 0, 5), Decimal(100))
    assert (idle.eac, idle.etc, idle.vac, idle.eac_cost_and_schedule) == (None, None, None, None)
    assert (idle.eac_atypical, idle.done, idle.spent) == (105, 0, Decimal("0.05"))
    assert forecast(measures(10, 50, 100), Decimal(100)).tcpi is None


def test_forecasts() -> None:
    answer = forecast(measures(50000, 45000, 60000), Decimal(200000), remaining=Decimal(150000))
    shown = {name: None if one is None else round(one, 2) for name, one in answer._asdict().items()}
    assert {name: str(one) for name, one in shown.items()} == {
        "done": "0.22",
        "spent": "0.30",
        "eac": "266666.67",
        "eac_atypical": "215000.00",
        "eac_cost_and_schedule": "289629.63",
        "eac_reestimated": "210000.00",
        "etc": "206666.67",
        "etc_atypical": "155000.00",
        "vac": "-66666.67",
        "vac_atypical": "-15000.00",
        "tcpi": "1.11",
        "tcpi_of_eac": "0.75",
    }


def test_the_pace_that_a_target_asks_for() -> None:
    one = measures(1, 68000, 70000)
    assert f"{to_complete_index(one, Decimal(100000), Decimal(107000)):.3f}" == "0.865"
    assert to_complete_index(one, Decimal(100000), Decimal(70000)) is None
    assert forecast(one, Decimal(100000)).eac_reestimated is None


def test_a_rounded_index_moves_the_forecast() -> None:
    one = measures(1, 150000, 162000)
    assert forecast(one, Decimal(500000)).eac.quantize(Decimal("0.01")) == 540000
    assert round(forecast(one, Decimal(500000), "2").eac) == 538344
    assert forecast(measures(1, 100000, 127000), Decimal(500000)).eac_atypical == 527000


def test_work_in_units_and_in_tasks() -> None:
    counted = from_quantities(*map(Decimal, (4000, 4500, 80, 78)))
    assert variances(counted)[:2] == (9000, 40000)
    planned = [Decimal(one) for one in (420000, 308000, 230880, 280000)]
    earned = earned_values(planned, [Decimal(1), Decimal("0.8"), Decimal(1), Decimal(1)])
    assert earned == (420000, 246400, 230880, 280000)
    assert measured(planned, earned, [Decimal(1206034)]) == (1238880, 1177280, 1206034, None)
    with pytest.raises(ValueError, match="share"):
        earned_values(planned, [Decimal(1)])


def test_duration_at_the_pace_so_far() -> None:
    assert forecast_duration(Decimal(12), Decimal("0.8")) == 15
    assert forecast_duration(Decimal(12), Decimal(0)) is None


MONEY = st.decimals(1, 10**9, places=2)


@given(MONEY, MONEY, MONEY, MONEY)
def test_a_forecast_is_what_was_spent_and_what_is_to_come(planned, earned, actual, budget) -> None:
    answer = forecast(Measures(planned, earned, actual), budget)
    assert answer.eac == actual + answer.etc
    assert answer.eac + answer.vac == pytest.approx(budget)
    assert (answer.eac < budget) == (answer.vac > 0)
