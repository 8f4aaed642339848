"""The visual parts all screens are made of; none of them knows what an incident is.

Sizes are given in design pixels (those of 100 % text) everywhere; `theme.look().px(n)` turns them into real ones. A part
that holds sizes, icons or colours does so in `dress()`: it calls it itself at the end of its constructor, and it is called
again whenever theme or text size change. Painting asks `look()` afresh each time. Write screens the same way: layouts from
`layouts` and parts from here look after themselves; `setFixedWidth(200)` does not.

Words are plain text always (nothing typed is ever read as markup); `Strong("…")` among them is bold:
`Text(Strong("linen harbour"), _(", promised by you at 11:10"), role="second", tone="text2")`.
The focus ring is drawn by one frame that follows the focus, outside of the part: leave 8 px or more between what can be
focused and it fits; nothing has to be reserved.

Text and space
    text.Text(*words, role="body", tone="text", wrap=False, numbers=False)   QLabel; .say(*words); .tint(tone)
        roles: title section card big body label second chip input cap; tones: any token, "text" "text2" "text3" "danger-text"
        numbers=True: digits of one width, for times and counts
    text.Strong("…")                                                         bold among other words
    text.Link(words)                                                         QPushButton that reads as a link
    layouts.Row(*items, gap=8, margins=0), layouts.Column(*items, gap=8, margins=0)
        items: widget | layout | (widget or layout, stretch) | ... (takes the room that is left); margins: n | (sides, ends) | (l, t, r, b)
    layouts.Flow(*items, gap=8)                                              goes on in the next line when there is no room
    layouts.held(layout) -> QWidget                                          a widget around a layout
    layouts.Scroll(widget)                                                   scrolls up and down only, no frame
    layouts.Line()                                                           a hairline

Buttons (buttons)
    Button(words, kind="second", *, icon="", keys="", end_icon="", count=None)
        kinds: main second row quiet danger practice; keys="Ctrl+Return" is only shown, the screen wires the shortcut
        .refuse(why) disables and says why in tip and description; .allow(); .say(words); .show_icon(name); .show_count(n)
    BigButton(words, *, icon="", keys="", kind="main")                       52 high; only Log a report and its neighbour
    IconButton(icon, name, *, keys="")                                       back close more show page zoom: has name and tip

Small things
    chips.KeyCap(keys), chips.Chip(words, kind="plain", icon=""), chips.Count(n)
        kinds: plain quiet role warn ok danger dashed; .say(words)
    flags.Flag(kind, answer), flags.Flags(danger, going_on, again)           long form; .show_answer(answer)
    flags.ShortFlags(danger, going_on, again)                                three 24 px places in fixed order
        kinds: danger going_on again; answers: yes no maybe unknown "not asked" declined ""
    flags.spoken(kind, answer) -> str                                        "Danger now: yes"
    marks.Avatar(name, chosen=False), marks.IconDisc(icon, tone), marks.Picture(icon, size=18, tone="text2", name="")
    marks.EntryMark(icon, first=False, last=False)                           28 px circle on the line of entries
    marks.StrengthBar()                                                      .show_strength(level 0..4, word, sentence)
    marks.GreyLines(lines=2)                                                 shows after 300 ms, stands still
    words.WordChips(words, numbered=False)                                   words of a passphrase
    kept.KeptMark()                                                          .kept(at) .keeping() .not_kept(since, why) .nothing()
    stages.StageLine(names, now)                                             .show_stage(names, now)
    progress.Progress(stoppable=True)                                        .show_progress(done, total, words); paused(bool), cancelled
    announce.announce(widget, words, assertive=False)                        for screen readers

Groups
    cards.Card(title="", *, count=None, chips=(), actions=())
        .row(item, tint="") a row with hairline above, tints: "" warn selected sunken; .fill(item) padding 16, no hairline
        .show_count(n); .clear() takes rows and fills out again; .heading is the title's Text
    cards.Heading(words, hint="")                                            section heading, 20/28
    cards.EmptyState(icon, fact, why, act=None)                              act: Button
    tabs.Tabs([(key, words)], look="line" | "pills")                         .choose(key) .chosen_key() .show_count(key, n); chosen(str)
    rail.Rail(groups, foot, ...)                                             see the module; 200 or 64 wide
    table.Table(columns), table.Column(heading, cell, width=0, stretch=0), table.Cell(words, kind="plain", icon="", spoken="")
        kinds: strong plain second numbers yes-danger ... see the module; .show_rows(rows); opened(object), current(object)
    guidance.Guidance()                                                      .show_guidance(Guide(...)); .stand_beside(y)
    dialogs.Dialog(over, title, *words, icon="", tone="accent", width=540)
        .add(item) .beside(widget) .answer(words, value, kind="second", keys="", harmless=False); .open(); answered(object)
    notices.Notices(), notices.Notice(key, tone, fact, todo="", icon="", act=None)   tones: danger attention ok info
        .tell(notice) .solve(key)
    notices.Toasts(over)                                                     .tell(sentence, undo=None)

Inputs: all have .answer(), .show_answer(answer), changed; an answer is None | {"none": "unknown" | "not asked" | "declined"} | {"v": value}
    fields.Labelled(label, input, *, help="", beside=False, extra=None, optional_answers=True)
        label above (beside=True: at the left, 220 wide, above when narrow), help and refusal below; the dashed Unknown / Not
        asked / Declined and Ctrl+. U N D Del come by themselves; .refuse(sentence), .accept(); entered(object) when the focus comes
        in; .label_centre() for the guidance; passes on .answer() .show_answer() changed
    fields.Line(hint=""), fields.LongText(hint="", lines=3), fields.Fixed(value="", note=""), fields.ListBox([(key, words)], other=False)
    moments.Moment()                                                         exact, range, several or words
    passphrase.PassphraseLine()                                              eye, Caps Lock; .text() .clear() returned; .wait(words)
    answers.YesNo(severity="plain" | "warn" | "danger")                      value yes no maybe unknown; answered_by_letter
    choices.Toggles([(key, words)], other=False)                             value list of keys and {"other": text}
    choices.Segmented([(key, words)], tones=None)                            value a key
    choices.Check(words), choices.Radio(words), choices.Switch(words)        QCheckBox / QRadioButton with words that wrap
"""
