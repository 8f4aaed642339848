"""The visual parts all screens are made of; none of them knows what an incident is.

Sizes are given in design pixels (those of 100 % text) everywhere; `theme.look().px(n)` turns them into real ones. A
part that holds sizes, icons or colours does so in `dress()`: it calls it itself at the end of its constructor, and it
is called again whenever theme or text size change. Painting asks `look()` afresh each time. Write screens the same way:
layouts from `layouts` and parts from here look after themselves; `setFixedWidth(200)` does not.

Words are plain text always (nothing typed is ever read as markup); `Strong("…")` among them is bold:
`Text(Strong("linen harbour"), _(", promised by you at 11:10"), role="second", tone="text2")`.
The focus ring is drawn by one frame that follows the focus, outside of the part: leave 8 px or more between what can
be focused and it fits; nothing has to be reserved.

Text and space
    text.Text(*words, role="body", tone="text", wrap=False, numbers=False)
        a QLabel; .say(*words); .tint(tone); roles: title section card big body label second chip input cap
        tones: any token, most often text text2 text3 danger-text; numbers=True: digits of one width (times, counts)
    text.Strong("…")  bold among other words
    text.Link(words)  a QPushButton that reads as a link
    layouts.Row(*items, gap=8, margins=0), layouts.Column(*items, gap=8, margins=0)
        item: widget | layout | (widget or layout, stretch) | ... (takes the room that is left)
        margins: n | (sides, ends) | (left, top, right, bottom); .put(*items) adds
        a row of things that do not grow (buttons, chips) ends with ..., or they are spread over the width
    layouts.Flow(*widgets, gap=8)  goes on in the next line when there is no room
    layouts.held(layout) -> QWidget  a widget around a layout
    layouts.Scroll(widget)  scrolls up and down only, no frame; .show_all_of(part)
    layouts.Hairline(upright=False)  a hairline

Buttons (buttons)
    Button(words, kind="second", *, icon="", keys="", end_icon="", count=None, low=None, wide=False)
        kinds: main second row quiet danger practice; 36 high, row and quiet 32 (low=True: all); wide: takes width
        keys="Ctrl+Return" is only shown, the screen wires the shortcut; .say(words) .show_icon(name) .show_count(n)
        .refuse(why) disables and says why in tip and description; .allow()
    BigButton(words, *, icon="", keys="", kind="main")  52 high; only Log a report and its neighbour (kind="second")
    IconButton(icon, name, *, keys="")  back close more show page zoom: name and tip; .rename(name) .show_icon(icon)

Small things
    chips.KeyCap(keys), chips.Chip(words, kind="plain", icon=""), chips.Count(n)
        kinds: plain quiet role warn ok danger dashed; .say(words) .become(kind, icon)
    flags.Flag(kind, answer)  long form; .show_answer(answer); flags.Flags(danger, going_on, again)  all three
    flags.ShortFlags(danger, going_on, again)  three 24 px places in fixed order; .show_answers(danger, going_on, again)
        kinds: danger going_on again; answers: yes no maybe unknown "not asked" declined ""
    flags.spoken(kind, answer) -> str  "Danger now: yes"
    marks.Picture(icon, size=18, tone="text2", name="")  .show_icon(icon, tone)
    marks.Avatar(name, chosen=False), marks.IconDisc(icon, tone), marks.EntryMark(icon, first=False, last=False)
    marks.StrengthBar()  .show_strength(level 0..4, word, sentence); marks.GreyLines(lines=2)  after 300 ms, still
    word_chips.WordChips(words, numbered=False)  the words of a passphrase
    kept.KeptMark()  .kept(at) .keeping() .not_kept(since, why) .nothing()
    stages.StageLine(names, now)  .show_stage(names, now)
    progress.Progress(stoppable=True)  .show_progress(done, total, words); signals paused(bool), cancelled
    announce.announce(widget, words, assertive=False)  for screen readers

Groups
    cards.Card(title="", *, count=None, chips=(), actions=())
        .row(item, tint="")  a row under a hairline; tints: "" warn selected sunken danger
        .fill(item)  padding 16, no hairline; .show_count(n); .clear()  takes rows and fills out; .heading  the title
    cards.Heading(words, hint="")  section heading 20/28; cards.EmptyState(icon, fact, why="", act=Button)
    tabs.Tabs([(key, words)], look="line" | "pills")  .choose(key) .chosen_key() .step(by) .show_tab(key, there)
        .show_count(key, n); chosen(str) when the responder chose, not by choose()
    rail.Rail(heading, second, groups, foot, search, member, role, lock) ; Stop(key, words, icon, keys); 200 or 64 wide
        .show_here(key) .set_narrow(narrow); gone(str), searched, member_asked, locked
    Tables are models painted by a delegate (see incident_table): flags.paint_answer and chips.paint_chip draw in cells.
    guidance.Guidance()  .show_guide(Guide(title, note, ask, mind, foot)); .stand_beside(y)
    dialogs.Dialog(over, title, *words, icon="", tone="accent", width=540)
        .add(item) .beside(widget) .answer(words, value, kind="second", keys="", harmless=False) .open(); answered
    notices.Notices()  .tell(Notice(key, tone, fact, todo="", icon="", act=None)) .solve(key)
        tones: danger attention ok info; act: (words, callable)
    notices.Toasts(over)  .tell(sentence, undo=None)

Inputs: .answer() .show_answer(answer) changed; answer: None | {"none": "unknown" | "not asked" | "declined"} | {"v": …}
    fields.Labelled(label, input, *, help="", beside=False, extra=None, optional_answers=True)
        label above (beside: at the left, 220 wide, above when narrow), help and refusal below; the dashed Unknown / Not
        asked / Declined and Ctrl+. then U N D Del come by themselves; .refuse(sentence) .accept()
        entered(object) when the focus comes in; .label_middle() for the guidance; .input; passes on the three above
    inputs.Line(hint=""), inputs.LongText(hint="", lines=3), inputs.Fixed(value="", note="")
    lists.ListBox([(key, words)], other=False)
    moments.Moment()  a line that understands times as they are typed: exact, range, several or words
    passphrase.PassphraseLine()  eye, Caps Lock; .text() .clear() .wait(words) .ready(); returned
    yes_no.YesNo(severity="plain" | "warn" | "danger")  value yes no maybe unknown; answered_by_letter
    choices.Toggles([(key, words)], other=False)  value: list of keys and {"other": text}
    choices.Segmented([(key, words)], tones=None)  value: a key
    switches.Check(words), switches.Radio(words), switches.Switch(words)  real QCheckBox, QRadioButton; words wrap
"""
