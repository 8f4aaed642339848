"""What happens at the invented event: nine incidents in one day, and the handoff at its end."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from coc_desk.casework.desk import Desk
from coc_desk.casework.entries import EntryKind, IncidentId, MemberId
from coc_desk.casework.followup import NewPromise, Note
from coc_desk.casework.handoff import Written
from coc_desk.casework.incidents import Answer, Incident
from coc_desk.casework.intake import FileDraft, PersonDraft, ReportDraft
from coc_desk.casework.plan import Typed

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""The smallest picture: what stands in for a screenshot."""

PLAYERS = (("Noor H.", "lead"), ("Jun K.", "responder"), ("Imke R.", "responder"))
"""Name and role of the members; the first two are on duty, the third is one a report is about."""
EXCLUDED_TYPED = ("capybara", "harpsichord")
"""Words of the report from which Imke was excluded when it was taken."""
RECUSED_TYPED = ("axolotl", "euphonium", "sarsaparilla")
"""Words of the incident that Jun stepped out of."""

CONTINGENCY = {
    "act_now": "If the person is seen, then security is called at once and nobody goes alone.",
    "watch": "If it goes on, then two of us talk to them in private. No new decision on the spot.",
    "steady": "If they come by, then ask only how the evening goes.",
}

ACCOUNT = (
    "قالت إنني لا أبدو كمتحدث وطلبت مني الخروج.",
    "「列の最後に並んで」と言われました。",
    "मुझे बाहर भेज दिया गया।",
    "Er hat mich „Lieferant“ genannt. 🙁",
)
"""One account in four scripts."""

TYPED = (
    "snickerdoodle",
    "verandah",
    "honeysuckle",
    "entresol",
    "periwinkle",
    "rooibos",
    "mirabelle",
    "kaleidoscope",
    "lingonberry",
    "chartreuse",
)
"""One distinctive word each: words, observed, impact, where, note, reaction, amendment, reason, promise, clothing.

Like those above, none that a code name can be made of: they stand everywhere.
"""


class StoryClock:
    """Tells the story's time; the story sets it."""

    def __init__(self, day: date, zone: Any) -> None:
        self._day, self._zone = day, zone
        self.now = self.at("08:00")

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=7)
        return self.now

    def at(self, said: str) -> datetime:
        """Return a time of the story's day, `HH:MM`; a leading + means the day after."""
        day = self._day + timedelta(days=said.startswith("+"))
        return datetime.combine(day, time.fromisoformat(said.lstrip("+")), self._zone)

    def turn_to(self, said: str) -> None:
        """Go on to a time of the day."""
        self.now = max(self.now, self.at(said))


@dataclass(frozen=True)
class Team:
    """The members' desks, one after the other on the same laptop."""

    noor: Callable[[], Desk]
    jun: Callable[[], Desk]
    imke: Callable[[], Desk]


@dataclass(frozen=True)
class Outside:
    """That a member is kept from an incident, and distinctive words of it that nothing of theirs may give back."""

    member: str
    incident: IncidentId
    typed: tuple[str, ...]


def said(value: Any) -> Answer:
    """Return an answer with a value."""
    return {"v": value}


def without(word: str) -> Answer:
    """Return an answer without a value: unknown, not asked or declined."""
    return {"none": word}


def _answer(one: Any) -> Answer:
    return one if isinstance(one, dict) and one.keys() & {"v", "none"} else said(one)


def person(desk: Desk, *roles: str, **answers: str | Answer) -> PersonDraft:
    """Return somebody of the story."""
    given = {key: _answer(one) for key, one in answers.items()}
    return replace(desk.new_person(*roles), answers=given)


def member(desk: Desk, name: str) -> MemberId:
    """Return the id of a member of the team."""
    return next(one.id for one in desk.members if one.name == name)


def exact(at: datetime) -> Answer:
    """Return an exact moment as an answer."""
    return said({"exact": at.isoformat(timespec="seconds")})


def report(
    desk: Desk,
    people: tuple[PersonDraft, ...] = (),
    about: IncidentId | None = None,
    excluded: tuple[MemberId, ...] = (),
    **answers: Any,
) -> Incident:
    """Type a report as it is told and save it."""
    given = {key: _answer(one) for key, one in answers.items()}
    draft = desk.begin_report(about, given)
    typed = ReportDraft.of(draft)
    files: tuple[FileDraft, ...] = ()
    if "links" in given:
        files = (desk.put_file("screenshot.png", iter([PICTURE]), len(PICTURE)),)
    typed = replace(typed, people=people, files=files, excluded=excluded)
    draft = desk.keep_report(draft, typed)
    return desk.file_report(draft, typed)


def morning(team: Team, clock: StoryClock) -> None:
    """Noor's shift: five reports come in."""
    desk = team.noor()
    desk.name_shift([desk.me.id], clock.at("08:00"), clock.at("18:00"))
    desk.name_shift([member(desk, "Jun K.")], clock.at("18:00"), clock.at("+00:30"))
    clock.turn_to("09:05")
    desk.phone_checked()
    closed_early(desk, clock)
    jokes(desk, clock)
    blocked_way(desk, clock)
    messages(desk, clock)
    heard_through_the_wall(desk, clock)


def closed_early(desk: Desk, clock: StoryClock) -> None:
    """The smallest report: one sentence, out of scope, kept and counted as such."""
    clock.turn_to("09:20")
    incident = report(desk, words="The queue at the coffee bar is too loud for me to wait in.", channel="web_form")
    clock.turn_to("09:31")
    note = Note("action_done", "Told the venue about the queue. They open a second counter at noon.")
    desk.add_note(incident.id, note)
    desk.set_stage(incident.id, "closed", "nothing for this team to decide", "out_of_scope")


def jokes(desk: Desk, clock: StoryClock) -> None:
    """Repeated jokes about an accent; the affected person wants no action yet."""
    clock.turn_to("10:12")
    affected = person(
        desk,
        "reporter",
        "affected",
        name="Ottoline Featherstonehaugh",
        contact="+351 912 555 014",
        handle="@otti_feather",
        part=said("attendee"),
        safe_to_contact=said("yes"),
    )
    reported = person(desk, "reported", name="Barnabas Quillfeather", badge="B-2207", organisation="Lindqvist Sails")
    incident = report(
        desk,
        (affected, reported),
        danger="no",
        going_on="no",
        again=without("unknown"),
        channel="in_person",
        words="He keeps doing the voice. Three times at breakfast, and everybody at the table laughed.",
        observed="Spoke calmly, asked twice whether this is worth reporting.",
        behaviour="Repeated jokes about an accent at one table.",
        impact="Has stopped eating with the group.",
        where="breakfast tables by the window",
        when={"words": "at breakfast, both days"},
        read_back="confirmed",
        anonymous="no",
        wishes="Does not want us to speak to him yet.",
    )
    clock.turn_to("10:40")
    promise = NewPromise("Check in by message, as agreed", "affected", clock.at("17:30"))
    desk.add_note(incident.id, Note("talk_with_affected", "Went through what we wrote together.", promises=(promise,)))
    desk.set_owner(incident.id, desk.me.id)


def blocked_way(desk: Desk, clock: StoryClock) -> None:
    """Two accounts of the same thing; an entry struck, an entry amended; decided, with a restriction."""
    clock.turn_to("11:35")
    affected = person(
        desk,
        "reporter",
        "affected",
        name="Senna Quill",
        contact="senna.quill@example.org",
        badge="A-1140",
        preferred=said("message"),
        part=said("speaker"),
    )
    reported = person(
        desk,
        "reported",
        name="Thaddeus Brackenbury",
        badge="S-0031",
        handle="@thadbrack",
        description="About 40, grey beard, walks with a cane",
        clothing="chartreuse hoodie, speaker lanyard",
        part=said("speaker"),
        team_member=said("no"),
    )
    incident = report(
        desk,
        (affected, reported),
        danger="no",
        going_on="maybe",
        again="yes",
        channel="in_person",
        support_given=["private_room", "friend_fetched"],
        support_needed="no",
        when={"from": clock.at("11:20").isoformat(), "to": clock.at("11:30").isoformat()},
        where="corridor by room 4, below the entresol",
        words="He stood in the door and said I should smile more, like a snickerdoodle. I asked him to stop.",
        observed="Came to the desk from the verandah with a friend. Hands shook. Asked for water.",
        behaviour="Blocked the way, made remarks about looks, went on after being asked to stop.",
        impact="Does not want to be alone at the party. Left the talk under the honeysuckle early.",
        public="public",
        relation="affected",
        reveals="no",
        wishes="An assurance that it stops.",
        promised="Tell the reporter what was decided and why",
        promised_by=exact(clock.at("16:00")),
    )
    id = incident.id
    desk.set_owner(id, desk.me.id)
    desk.set_stage(id, "assessing")
    clock.turn_to("12:15")
    second_account(desk, id, clock)
    clock.turn_to("12:41")
    seen = desk.add_note(id, Note("observation", "The person left the venue by the north door."))
    clock.turn_to("12:55")
    desk.strike(id, seen.lines[-1].entry.id, "it was somebody else in a kaleidoscope of hoodies")
    talk_and_decide(desk, id, clock)


def second_account(desk: Desk, id: IncidentId, clock: StoryClock) -> None:
    """A witness comes by: another report about the same incident, with its own reporter."""
    witness = person(desk, "reporter", "witness", name="Wilhelmina Ashgrove", contact="wil.ashgrove@example.net")
    report(
        desk,
        (witness,),
        id,
        channel="in_person",
        going_on="no",
        again="yes",
        relation="witness",
        words="I was two steps behind. He had his arm across the door frame, and she said stop at least once.",
        when=exact(clock.at("11:25")),
        where="corridor by room 4",
    )


def talk_and_decide(desk: Desk, id: IncidentId, clock: StoryClock) -> None:
    """The talk with the reported person, an amendment, the decision and what is in force after it."""
    clock.turn_to("13:10")
    happened = {"exact": clock.at("13:10").isoformat()}
    note = Note(
        "talk_with_reported",
        "Told them what we were told, in general words, in the periwinkle room. Listened. No decision on the spot.",
        happened,
        (desk.members[1].id, "head of programme"),
        "Said they had not noticed. Offered rooibos tea.",
        "Team meets at 13:45",
    )
    talk = desk.add_note(id, note)
    clock.turn_to("13:31")
    amended = "They also asked whether they may still give the talk at 17:00. Mirabelle hall. Answered: by 15:30."
    desk.amend(id, talk.lines[-1].entry.id, amended)
    clock.turn_to("13:47")
    promise = NewPromise(
        "Walk the affected person to the party, with lingonberry jam as asked",
        "affected",
        clock.at("20:30"),
    )
    desk.add_note(
        id,
        Note("decision", "Talk may go on, with two of us in the room. Not at the party tonight.", promises=(promise,)),
    )
    desk.set_stage(id, "decided")
    reported = next(one for one in desk.incident(id).people if "reported" in one.roles)
    desk.restrict(id, "Not at the party", reported.id, clock.at("+03:00"))
    clock.turn_to("15:50")
    desk.set_stage(id, "following_up")
    told = desk.incident(id).open_promises[0]
    desk.keep_promise(told)
    desk.add_note(id, Note("action_done", "Reporter told what was decided and why. Reported person told at 15:20."))


def messages(desk: Desk, clock: StoryClock) -> None:
    """Messages online, with screenshots, a late promise and a link to the incident before."""
    clock.turn_to("14:05")
    affected = person(
        desk,
        "affected",
        name="Marguerite Oystercatcher",
        handle="@margueritecodes",
        contact="Signal 0049 151 5550 1234",
    )
    reported = person(desk, "reported", name=without("unknown"), handle="@nightly_build_77")
    incident = report(
        desk,
        (affected, reported),
        danger="no",
        going_on="yes",
        again="maybe",
        channel="social_media",
        words="Every time I post about my talk, this account answers with a photo of my hotel.",
        behaviour="Repeated messages with pictures of where somebody stays.",
        impact="Moved to another hotel.",
        kind_of_place="online",
        online_link="https://social.example/post/8821",
        links="https://social.example/post/8821",
        when={"several": [clock.at("09:02").isoformat(), clock.at("11:48").isoformat()]},
        retaliation="maybe",
    )
    desk.set_stage(incident.id, "assessing")
    late = NewPromise("Call the affected person back", "affected", clock.at("15:00"))
    desk.add_note(
        incident.id,
        Note("talk_with_affected", "They keep the account open for now. We look again at 15:00.", promises=(late,)),
    )


def heard_through_the_wall(desk: Desk, clock: StoryClock) -> None:
    """What Jun reads and adds to, before he sees that he knows the person."""
    clock.turn_to("14:12")
    reported = person(desk, "reported", name="Balthasar Wrenfield", part=said("sponsor"))
    report(
        desk,
        (reported,),
        danger="no",
        going_on="no",
        again="no",
        words="He shouted at the volunteer with the axolotl pin until she left the room.",
        behaviour="Shouted at a volunteer in the storage room, beside the euphonium display.",
        channel="seen_by_staff",
    )


def step_out(team: Team, clock: StoryClock) -> Outside:
    """Jun writes a note, then sees who it is about and steps out: from then on nothing opens it for him."""
    clock.turn_to("16:31")
    desk = team.jun()
    incident = next(found.incident for found in desk.search(RECUSED_TYPED[0]))
    desk.add_note(incident, Note("contact_with_witness", "The crate with sarsaparilla stood between them."))
    clock.turn_to("16:35")
    desk.step_out(incident, "In hand. Next step is planned for tomorrow.")
    return Outside("Jun K.", incident, RECUSED_TYPED)


def about_a_member(team: Team, clock: StoryClock) -> Outside:
    """A report about a member of the team: she is excluded before anything is opened to the others."""
    clock.turn_to("17:02")
    desk = team.noor()
    imke = member(desk, "Imke R.")
    reported = replace(person(desk, "reported"), member=imke)
    incident = report(
        desk,
        (reported,),
        excluded=(imke,),
        danger="no",
        going_on="no",
        again="maybe",
        words="She laughed about my capybara costume, and went on when I asked her to stop.",
        where="beside the harpsichord",
        channel="in_person",
    )
    desk.write_line(incident.id, "In hand. Next step is planned for today.")
    return Outside("Imke R.", incident.id, EXCLUDED_TYPED)


def afternoon(team: Team, clock: StoryClock) -> None:
    """Jun's part of the day: an account in several languages, and somebody in danger."""
    clock.turn_to("14:20")
    desk = team.jun()
    many_languages(desk)
    followed(desk, clock)
    quick(desk, clock)


def many_languages(desk: Desk) -> None:
    """One account in several scripts: what is said is written in the language it is said in."""
    affected = person(desk, "reporter", "affected", name="Nour الحكيم", contact="nour@example.org", pronouns="they")
    witness = person(desk, "witness", name="田中さくら", part=said("volunteer"))
    reported = person(desk, "reported", name="Żaneta Zażółć", badge="V-0912", part=said("venue_staff"))
    incident = report(
        desk,
        (affected, witness, reported),
        danger="no",
        going_on="no",
        again="maybe",
        channel="passed_on",
        passed_on_by="registration desk",
        language="Arabic, Japanese",
        interpreted="tool",
        read_back="not_yet",
        words="\n".join(ACCOUNT),
        behaviour="Was sent out of the speakers' room although they wore a speaker badge.",
        where="speakers' room",
        when={"words": "around lunch, day 2"},
        done="Walked them back in, with an apology from us.",
    )
    desk.set_owner(incident.id, desk.me.id)
    restricted = next(one for one in desk.incident(incident.id).people if "reported" in one.roles)
    desk.restrict(incident.id, "Not on the door of the speakers' room", restricted.id, None, "until the event ends")


def followed(desk: Desk, clock: StoryClock) -> None:
    """Somebody nobody can name waits at the entrance: danger now."""
    clock.turn_to("15:10")
    affected = person(
        desk,
        "affected",
        name="Isadora Penhaligon",
        contact="+44 7700 900461",
        badge="A-0417",
        safe_to_contact=said("yes"),
    )
    friend = person(desk, "reporter", "witness", name="Leocadia Thistlewood", handle="@leothistle")
    reported = person(
        desk,
        "reported",
        name=without("unknown"),
        description="About 40, tall, black rucksack with a yellow strap",
        clothing="grey wool cap",
        part=said("not_attending"),
    )
    incident = report(
        desk,
        (affected, friend, reported),
        danger="yes",
        going_on="yes",
        again=without("unknown"),
        channel="in_person",
        support_needed="yes",
        support_given=["private_room", "escort"],
        called=["security"],
        called_for="the affected person",
        words="He was at the entrance this morning, and now again. He followed her inside once.",
        behaviour="Somebody not attending waited at the entrance, twice today, and followed an attendee inside once.",
        where="north entrance",
        when={"several": [clock.at("09:40").isoformat(), clock.at("15:00").isoformat()]},
        done="Security has the description. She is in room 4 with Jun.",
        relation="witness",
    )
    id = incident.id
    desk.set_stage(id, "assessing")
    desk.set_owner(id, desk.me.id)
    clock.turn_to("15:22")
    promises = (
        NewPromise("Escort to the taxi rank", "affected", clock.at("18:15")),
        NewPromise("Call the affected person, ask how the way home was", "affected", clock.at("19:00")),
    )
    desk.add_note(
        id, Note("talk_with_affected", "Wants to stay until her talk is over. Not alone, anywhere.", promises=promises)
    )
    clock.turn_to("15:40")
    desk.add_note(
        id,
        Note(
            "contact_with_third_party",
            "Security: both doors have the description. Nobody lets him in.",
            present=("venue security",),
        ),
    )


def quick(desk: Desk, clock: StoryClock) -> None:
    """A quick note becomes a report later, with nothing but what was written down."""
    clock.turn_to("16:20")
    note = "At the coffee bar by hall B. Says it happened twice today, does not want to give a name yet."
    incident = report(desk, words=note, channel="in_person", danger=without("not asked"))
    desk.add_note(
        incident.id, Note("check_in", "They will come by tomorrow morning, if at all. We do not look for them.")
    )
    others = [one for one in desk.incidents() if one.code != incident.code and one.flags.going_on == "yes"]
    desk.link(incident.id, others[-1].id, "the same place, perhaps")


def evening(team: Team, clock: StoryClock) -> Desk:
    """Noor comes back, starts what is not finished, and is ready to hand over."""
    clock.turn_to("17:31")
    desk = team.noor()
    waiting = next(one for one in desk.incidents() if one.flags.danger == "no" and one.flags.again == "unknown")
    owed = waiting.promises[0]
    desk.move_promise(owed, clock.at("17:50"), "no answer to the first message")
    draft = desk.begin_report()
    typed = ReportDraft.of(draft)
    started = {**typed.answers, "danger": said("no"), "words": said("She came back and wants to add")}
    desk.keep_report(draft, replace(typed, answers=started))
    clock.turn_to("17:41")
    return desk


def hand_over(desk: Desk, receiver: str, folder: Path) -> Written:
    """Hand the open incidents to the next shift as an encrypted PDF, with a line of contingency each."""
    draft, plan = desk.begin_handoff()
    to = next(one.id for one in desk.members if one.name == receiver)
    plan = replace(plan, receivers=(to,), profile="next_shift")
    at = desk.now()
    for item in plan.items:
        plan = plan.with_item(item.incident, contingency=Typed(CONTINGENCY.get(item.urgency, ""), at))
    plan = plan.with_text("contact:hotline", "with Jun, checked 17:40", at)
    plan = plan.with_text("contact:quiet_room", "room 4, the key is at registration", at)
    plan = plan.with_text("questions", "Does the party go on after midnight?", at)
    desk.keep_handoff(draft, plan)
    draft = desk.keep_handoff(draft, plan)
    written = desk.write_handoff(plan, to, folder)
    desk.read_back(
        written.handoff, "Entrance first: security, then call. Somebody walks along to the party at half past eight."
    )
    desk.end_handoff(draft)
    return written


def struck_and_amended(desk: Desk) -> tuple[int, int]:
    """Return how many entries of the story are struck and amended: the demo says what it made."""
    lines = [line for one in desk.incidents() for line in desk.incident(one.id).lines]
    return sum(line.struck is not None for line in lines), sum(line.entry.kind == EntryKind.AMENDED for line in lines)
