"""Facts to canonical JSON and back."""

import dataclasses
import json
import math

import pytest
from hypothesis import given, strategies as st

from nsp_console.domain.facts import KINDS, NAMES, Fact, MessageQueued, Mode, StationStarted, TextHeard
from nsp_console.wire import body
from support.store_facts import ANY_TEXT, any_fact, heard


def shape(value: object) -> object:
    """Types all the way down, which == does not see (1 == 1.0 == True)."""
    if dataclasses.is_dataclass(value):
        return {field.name: shape(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [shape(item) for item in value]
    return type(value)


@given(any_fact())
def test_every_fact_comes_back_as_it_was(fact: Fact) -> None:
    """Whatever a fact holds, broken Unicode included, it is read back equal and of the same types."""
    back = body.decode(NAMES[type(fact)], body.encode(fact))
    assert back == fact
    assert shape(back) == shape(fact)


@given(any_fact())
def test_a_body_is_canonical(fact: Fact) -> None:
    """A fact has one body: ASCII, sorted, without blanks between the parts, and stable through reading."""
    text = body.encode(fact)
    assert text.isascii()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert body.encode(body.decode(NAMES[type(fact)], text)) == text


@given(any_fact(), st.dictionaries(ANY_TEXT.map(lambda text: "later_" + text), st.none() | st.integers()))
def test_a_newer_version_may_add_keys(fact: Fact, extra: dict[str, object]) -> None:
    """Keys this version does not know are ignored, at the top and inside."""
    data = json.loads(body.encode(fact)) | extra
    if isinstance(data.get("understood"), dict):
        data["understood"] |= extra
    assert body.decode(NAMES[type(fact)], json.dumps(data)) == fact


def test_an_older_version_may_lack_keys() -> None:
    """Missing keys take the default of the dataclass; every optional field of every fact has one."""
    older = json.loads(body.encode(heard()))
    for field in dataclasses.fields(TextHeard):
        if field.default is not dataclasses.MISSING and field.name != "site":
            del older[field.name]
    assert body.decode("tekst_gehoord", json.dumps(older)) == heard()


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    """NaN and infinity are no measurement and never reach the journal."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        body.encode(dataclasses.replace(heard(), snr=number))


BROKEN = [
    ("nooit_gehoord", "{}"),
    ("gestart", "[]"),
    ("gestart", "{}"),
    ("gestart", '{"mode":"paraat","station":7,"version":""}'),
    ("gestart", '{"mode":"vakantie","station":"C","version":""}'),
    ("gestart", "{"),
    ("bericht_uit", '{"text":{"utf8":"%%"},"purpose":"echo"}'),
    ("bericht_uit", '{"text":{},"purpose":"echo"}'),
    ("tekst_gehoord", "null"),
    ("alarm_geparkeerd", '{"by":"","entry":1,"for_s":NaN,"reason":""}'),
]


@pytest.mark.parametrize(("kind", "text"), BROKEN)
def test_a_body_that_does_not_fit_is_a_value_error(kind: str, text: str) -> None:
    """Reading something that is no body of that kind says so in one way, whatever is wrong with it."""
    with pytest.raises(ValueError, match=r".+"):
        body.decode(kind, text)


@given(st.sampled_from(sorted(KINDS)), st.recursive(st.none() | st.integers() | ANY_TEXT, st.lists, max_leaves=5))
def test_arbitrary_json_never_does_more_than_that(kind: str, data: object) -> None:
    """Any JSON at all either is a fact or raises ValueError."""
    with pytest.raises(ValueError, match=r".+"):
        body.decode(kind, json.dumps(data))


def test_names_and_bodies_of_today_stay_readable() -> None:
    """A body written by the first version is read for as long as journals live: this text may never change."""
    assert body.encode(StationStarted("C-ZWO-01", Mode.DEMO, "0.1.0")) == (
        '{"clock_sure":true,"mode":"demo","station":"C-ZWO-01","version":"0.1.0"}'
    )
    line = '{"answers":null,"by":"","node":null,"purpose":"echo","text":{"utf8":"7bOf"},"to":""}'
    queued = body.decode("bericht_uit", line)
    assert isinstance(queued, MessageQueued)
    assert queued.text == "\udcdf"
