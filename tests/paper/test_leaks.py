"""What must not be on a page is found, wherever it stands; ordinary words are told from names."""

import re
from datetime import UTC, datetime

import pytest

from coc_desk.casework.document import Block, Columns, Document, Frame, Hit, Needle, Section, Source, Table
from coc_desk.paper.folding import Folded
from coc_desk.paper.leaks import bodies_in
from coc_desk.paper.press import Press
from coc_desk.paper.sought import Sought, verdict
from tests.paper.pages import badge, contact, document, handle, handoff, incident, name, page, said

FILLERS = {
    "latin": "the person waited near the north entrance and then went away again with some friends before noon ",
    "arabic": "كان الشخص ينتظر عند المدخل ثم ذهب مع أصدقاء قبل الظهر ",
    "hebrew": "האדם חיכה ליד הכניסה ואז הלך עם חברים לפני הצהריים ",
    "hindi": "वह व्यक्ति प्रवेश द्वार के पास खड़ा था और फिर दोस्तों के साथ चला गया ",
    "chinese": "那个人在北门附近等候然后和朋友一起离开了会场",
    "japanese": "その人は北口の近くで待っていて友達と一緒に帰りました",
    "thai": "คนนั้นรออยู่ใกล้ทางเข้าแล้วไปกับเพื่อน",
    "russian": "человек ждал у северного входа и потом ушёл с друзьями ",
}
NEEDLES = [
    (name("Wilhelmina Kowalska"), "latin"),
    (name("Zażółć Gęślą"), "latin"),
    (name("Nguyễn Thị Muốn"), "latin"),
    (name("Fiona Affleck-Griffith"), "latin"),
    (name("Łukasz Øre"), "latin"),
    (contact("anna.kowalska@example.org"), "latin"),
    (contact("+49 (0)170 123-45 678"), "latin"),
    (contact("https://social.example/@blackbird"), "latin"),
    (handle("@tinabauer99"), "latin"),
    (badge("A-2174"), "latin"),
    (name("فاطمة الزهراء"), "arabic"),
    (name("علاء الدين"), "arabic"),
    (name("Omar Haddad"), "arabic"),
    (contact("omar@example.org"), "arabic"),
    (contact("+49 170 1234567"), "arabic"),
    (name("רותי בן־דוד"), "hebrew"),
    (name("Ruth Levi"), "hebrew"),
    (name("सुनीता शर्मा"), "hindi"),
    (name("राम"), "hindi"),
    (name("王小明"), "chinese"),
    (name("王伟"), "chinese"),
    (name("田中さくら"), "japanese"),
    (name("สมชาย ใจดี"), "thai"),
    (name("Наталья Фёдорова"), "russian"),
]


def test_a_needle_that_runs_over_the_end_of_a_page_is_found_in_the_pdf_alone(press: Press) -> None:
    def printed(text: str) -> tuple[bytes, list[str]]:
        pdf = press.render(document((Section(1, "S", "", (said(text),)),)))
        return pdf, [Folded(body).solid for body in bodies_in(pdf)]

    fit, torn = printed("北" * 3000)[1][0].count("北"), 0
    for before in range(fit - 8, fit + 1):
        pdf, (first, second, *_more) = printed("北" * before + "田中さくら" + "北" * 50)
        torn += first.endswith(("田", "田中", "田中さ", "田中さく")) and "田中さくら" not in second
        assert press.find(pdf, document(()), [name("田中さくら")])
    assert torn


@pytest.mark.parametrize("shape", ["full", "frame", "column", "table"])
@pytest.mark.parametrize(("needle", "script"), NEEDLES, ids=lambda value: getattr(value, "text", value))
def test_a_needle_is_found_in_the_pdf_alone_at_every_place_of_a_line(
    press: Press, needle: Needle, script: str, shape: str
) -> None:
    filler = FILLERS[script] * 3
    blocks: list[Block] = []
    for place in range(0, 110, 3):
        text = said(f"{filler[:place]}{needle.text} {filler[:40]}")
        shapes: dict[str, Block] = {
            "full": text,
            "frame": Frame((text,)),
            "column": Columns((("a", (text,)), ("b", ()))),
            "table": Table(("x", "y"), ((text, said("z z z")),)),
        }
        blocks += (said(f"qx{place:03d}qx"), shapes[shape])
    printed = bodies_in(press.render(document((Section(1, "S", "", tuple(blocks)),), foot=())))
    chunks = re.split(r"qx\d\d\dqx", "\f".join(printed))
    sought = Sought(needle)
    assert len(chunks) == 38
    # Of a column that runs over the end of a page, the neighbour's text stands between; what went in is searched too.
    whole = [chunk for chunk in chunks[1:] if shape in ("full", "frame") or "\f" not in chunk]
    assert [chunk for chunk in whole if verdict(sought, Folded(chunk)) is None] == []
    assert verdict(sought, Folded(filler)) is None


def found(needle: Needle, text: str) -> bool | None:
    return verdict(Sought(needle), Folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "Wilhelmina Kowalska waited.",
        "WILHELMINA KOWALSKA",
        "wilhelmina kowalska",
        "WilhelminaKowalska",
        "Then Wilhelmina came.",
        "Ms Kowalska's bag",
        "Wil\u00adhel\u00admina",
        "Wilhelmina\u00a0Kowalska",
        "Kowal\u200dska",
        "Kowal\ufffeska",
        "Ｗｉｌｈｅｌｍｉｎａ",
        "𝐊𝐨𝐰𝐚𝐥𝐬𝐤𝐚",
        "[U+004B]owalska",
        "kowalska, wilhelmina: wilhelminakowalska",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert found(name("Wilhelmina Kowalska"), text) is True


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        (name("José"), "Jose\u0301 waited"),
        (name("Jose\u0301"), "José waited"),
        (name("José"), "Jose waited"),
        (name("Łukasz"), "Lukasz waited"),
        (name("Strauß"), "Strauss waited"),
        (name("Griffith"), "Griﬃth waited"),
        (name("Yılmaz"), "YILMAZ waited"),
        (name("فَاطِمَة"), "جاءت فاطمه أمس"),
        (name("김민수"), "어제 김민수가 왔다"),
        (name("שָׁלוֹם"), "הנה שלום בא"),
        (contact("+49 170 1234567"), "call 0170 / 12 34 567 now"),
        (contact("0170 1234567"), "call 0049-170-1234567 now"),
        (contact("+49 170 1234567"), "اتصل ٠١٧٠١٢٣٤٥٦٧"),
        (contact("Signal: +49 170 1234567, evenings"), "call 01701234567"),
        (contact("Anna.Kowalska@example.org"), "write to anna.kowalska at home"),
        (name("Tina Bauer"), "posts as xtinabauerx"),
        (handle("@green"), "ask @green there"),
        (handle("🦊🦊"), "posts as 🦊🦊 there"),
        (badge("A-2174"), "badge A 2174"),
        (badge("2174"), "badge 2174"),
    ],
)
def test_other_ways_of_writing_the_same_are_found(needle: Needle, text: str) -> None:
    assert found(needle, text) is True


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        (name("Will Stone"), "they will come"),
        (name("Will Stone"), "a stone was thrown"),
        (name("Li"), "Li was there"),
        (name("An Li"), "an ordinary word"),
        (name("Mark"), "Marks and Spencer"),
        (name("Frau Kowalska"), "Eine Frau stand da"),
        (name("Mark Stone"), "the Market"),
        (name("王伟"), "昨天王伟在门口"),
        (name("רותי"), "נתנו לרותי"),
        (handle("@green"), "a green hoodie"),
        (contact("green@example.org"), "a green hoodie"),
        (handle("@annak"), "seen as annakow"),
        (badge("217"), "room 217"),
        (name("tall man"), "the tall stranger"),
        (name("Tina"), "posts as tina1999"),
    ],
)
def test_what_may_be_an_ordinary_word_is_asked_about(needle: Needle, text: str) -> None:
    assert found(needle, text) is False


@pytest.mark.parametrize(
    ("needle", "text"),
    [
        (name("Mark Stone"), "some remarks were made"),
        (name("Rosa"), "a prosaic evening"),
        (name("Ines"), "the business lines"),
        (name("Ina"), "in a room"),
        (name("Anna"), "an nap"),
        (name("Ann Li"), "the plan lingered"),
        (name("Anna van der Berg"), "a van stood under the tree"),
        (name("R. Stone"), "row R"),
        (badge("1210"), "from 12:10 to 13:00"),
        (badge("4711"), "number 147118"),
        (badge("217"), "room 2174"),
        (contact("+49 170 1234567"), "on 12.06.2026 at 17:00, 1234 people"),
        (name("سالم"), "كان الشخص هنا"),
        (name(""), "anything"),
        (contact(" - "), "anything - at all"),
    ],
)
def test_chance_is_no_leak(needle: Needle, text: str) -> None:
    assert found(needle, text) is None


def hits(press: Press, page: Document, *needles: Needle) -> list[Hit]:
    return press.find(press.render(page), page, needles)


def test_a_hit_leads_back_to_where_it_was_typed(press: Press) -> None:
    source = Source("tin sparrow", "summary", "Summary", datetime(2026, 6, 12, 14, 0, tzinfo=UTC))
    holding = page(said("waited " * 900), said("Then Kowalska came.", source=source))
    needle = name("Wilhelmina Kowalska")
    assert hits(press, holding, needle) == [Hit(needle, 2, source, True)]


def test_each_place_is_told_once(press: Press) -> None:
    first, second = Source("tin sparrow", "summary"), Source("copper kettle", "contingency")
    twice = page(said("Kowalska and Kowalska.", source=first), said("Wilhelmina Kowalska", source=second))
    found = hits(press, twice, name("Wilhelmina Kowalska"))
    assert [(hit.page, hit.source, hit.certain) for hit in found] == [(1, first, True), (1, second, True)]


@pytest.mark.parametrize(
    "part",
    [
        {"title": "Kowalska"},
        {"subtitle": "Kowalska Conf"},
        {"right_title": "Copy for Kowalska"},
        {"right_note": "by Kowalska"},
        {"facts": (("From", "Kowalska"),)},
        {"foot": ("Kowalska",)},
        {"meta_title": "Kowalska"},
        {"more": "Kowalska {sections}"},
        {"page_of": "Kowalska {page}"},
    ],
    ids=lambda part: next(iter(part)),
)
def test_heads_foot_and_properties_count_as_well(press: Press, part: dict[str, object]) -> None:
    sections = [Section(number, "Part", "", (said("waited " * 450),)) for number in (1, 2)]
    found = hits(press, document(sections, **part), name("Kowalska"))
    assert found
    assert all(hit.certain for hit in found)


def test_what_was_typed_counts_even_if_the_page_hides_it(press: Press) -> None:
    typed = page(said("Ko\u202ewal\x00ska"), said("Ꭰ\u13a1Ꭲ\u13a3"))
    assert [hit.page for hit in hits(press, typed, name("Kowalska"))] == [1]
    assert [hit.certain for hit in hits(press, typed, name("ᎠᎡᎢᎣ"))] == [True]


def test_what_only_the_pdf_holds_is_found_without_a_source(press: Press) -> None:
    needle = name("Kowalska")
    pdf = press.render(page(said("waited " * 900), said("Kowalska")))
    assert press.find(pdf, page(said("waited")), [needle]) == [Hit(needle, 2, Source(), True)]


def test_what_only_the_data_holds_is_found_without_a_page(press: Press) -> None:
    needle = name("Kowalska")
    assert press.find(press.render(page()), page(said("Kowalska")), [needle]) == [Hit(needle, 0, Source(), True)]


def test_a_clean_page_has_no_hits(press: Press) -> None:
    needles = [needle for needle, _script in NEEDLES]
    assert hits(press, handoff(10, 60), *needles) == []


def test_every_needle_of_many_is_found_on_a_long_handoff(press: Press) -> None:
    needles = [name(f"Wilhelmina{letter} Kowalski{letter}") for letter in "abcdefghijklmnopqrstuvwxyz"]
    items = tuple(incident(f"code {needle.text[10]}", f"waited {needle.text} waited") for needle in needles)
    found = hits(press, page(*items), *needles)
    assert {hit.needle.text for hit in found if hit.certain} == {needle.text for needle in needles}
    assert all(hit.page for hit in found)
