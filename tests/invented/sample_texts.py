# sentences and lists of words
"""What the sample articles say, by number. The islands, the kelp and the ferry belong together; none of them exists."""

from tests.invented.article import Abstract, AbstractPart
from tests.invented.marked_text import Tag, Text, italic, sub, sup
from tests.invented.topics import Topic

_KELP = ("Lumenalga borealis", "lantern kelp", "Halvard Sound")
_MOSS = ("Mirabryum nivale", "mirror moss", "Mount Caliga")
_SALP = ("Salpidion argenteum", "silver salp", "the Vesper Bank")
_VENT = ("Calidococcus ventorum", "vent coccus", "the Ember Vents")
_LAMPS, _BRINE = "artificial light at night", "simulated Martian brine"

TOPICS = {
    1: Topic(*_KELP, "light emission", _LAMPS, "time-lapse photometry", "lumA"),
    2: Topic(*_SALP, "colony formation", "ferry noise", "a blinded field census", "tidR"),
    3: Topic(*_KELP, "light emission", _LAMPS, "a three-year mesocosm trial", "lumA"),
    4: Topic(*_KELP, "dormancy", "winter darkness", "a reciprocal transplant", "lumA"),
    5: Topic(*_MOSS, "freezing tolerance", _BRINE, "transcriptome sequencing", "brnK"),
    6: Topic(*_VENT, "colony formation", "low oxygen", "cryo-electron microscopy", "hsp17L"),
    7: Topic(*_MOSS, "pigment repair", "ultraviolet radiation", "a reciprocal transplant", "CRY3"),
    8: Topic("Ostreola mutabilis", "shifting oyster", "Saint Bruna Bay", "shell growth", "rising salinity", "a blinded field census", "SpoZ"),
    9: Topic(*_VENT, "thermal acclimation", "low oxygen", "cryo-electron microscopy", "hsp17L"),
    10: Topic(*_KELP, "night-time respiration", _LAMPS, "a three-year mesocosm trial", "lumA"),
    11: Topic(*_SALP, "light emission", "tidal rhythm", "machine learning on drone images", "tidR"),
    12: Topic("Halofilum rubrum", "red brine thread", "Lake Ysolde", "nitrogen uptake", "copper exposure", "stable isotope tracing", "SpoZ"),
    13: Topic("Noctisporium lacustre", "night-spore fungus", "Lake Ysolde", "spore release", "long snow cover", "a blinded field census", "SpoZ"),
    14: Topic(*_MOSS, "dormancy", "long snow cover", "machine learning on drone images", "CRY3"),
}  # fmt: skip

TITLES: dict[int, Text] = {
    1: (
        "Harbour lamps dim the lantern kelp (",
        italic("Lumenalga borealis"),
        "): a three-winter study in Halvard Sound",
    ),
    2: ("[How the silver salp forms its chains beside a ferry route]",),
    3: ("Shading harbour lamps for the recovery of glowing seaweeds",),
    4: ("Let the kelp have its night",),
    5: ("Mirror moss survives forty days in brine from a simulated Mars",),
    6: ("Growth of the vent coccus without free O", sub("2"), " above 90 °C"),
    7: ("Does snow protect the pigments of ", italic("Mirabryum nivale"), "?"),
    8: ("Shell growth of the shifting oyster in Saint Bruna Bay, 1979-1985",),
    9: ("A heat-shock protein with two coats keeps ", italic("Calidococcus ventorum"), " alive at its vents"),
    10: ("Lamps & lungs of the sea: night-time respiration of lantern kelp in the SHADE trial",),
    11: ("[The silver salp counts tides, not hours]",),
    12: ("Copper, nitrogen and the red brine thread: what ", sup("15"), "N tells us about Lake Ysolde"),
    13: ("Spore clouds over the ice of Lake Ysolde",),
    14: ("Counting mirror moss from the air: a survey of two hundred summits",),
}

KEYWORDS: dict[int, tuple[Text, ...]] = {
    1: (
        ("lantern kelp",),
        ("light pollution",),
        (italic("Lumenalga borealis"),),
        ("harbours & ferries",),
        ("photometry",),
    ),
    5: (("mirror moss",), ("Mars analogue",), ("freezing tolerance",)),
    9: (("vent microbes",), ("heat shock",), ("cryo-electron microscopy",)),
    10: (("SHADE trial",), ("kelp respiration",), ("CO", sub("2"), " uptake")),
    13: (("aerobiology",), ("lake ice",), ("spores",)),
}


def _english(*parts: tuple[str | None, Text]) -> Abstract:
    return Abstract("eng", tuple(AbstractPart(text, label) for label, text in parts))


ABSTRACTS: dict[int, tuple[Abstract, ...]] = {
    1: (
        _english(
            ("Background", ("Lantern kelp (", italic("Lumenalga borealis"), (") glows on winter nights. Since 2011 the harbour of "
             "Ternhaven has lit its quay until dawn, and divers report that the kelp beneath it stays dark."))),
            ("Objective", ("To measure whether lamps ashore reduce the light of the kelp, and whether the loss can be undone.",)),
            ("Methods", (("We photographed 216 fronds at nine sites every night for three winters. At three sites, drawn by lot, the "
             "harbour office switched its lamps off in January. Light is given in µmol m"), sup("-2"), " s", sup("-1"), ".")),
            ("Results", ("Fronds under lamps gave 42% less light than fronds in the dark (95% CI 35-49; ", italic("P"), (" < 0.001). "
             "Within 18 days of darkness the difference was gone ("), italic("P"), " ", sub("trend"), " = 0.62). Knock-outs (",
             italic("lumA"), sup("-/-"), ") never glowed.")),
            ("Conclusions", ("Harbour lamps dim the lantern kelp, but not for good. A dark January may be enough.",)),
        ),
    ),
    2: (
        _english((None, (("Silver salps join into chains at dusk. We counted chains from a rowing boat on 61 evenings, on 30 of which "
                         "the ferry ran. Chains were a third shorter on ferry evenings, and their members parted sooner."),))),
        Abstract("zho", (
            AbstractPart(("目的：了解渡轮噪声对银色樽海鞘（", italic("Salpidion argenteum"), ("）成链的影响。 方法：在 61 个黄昏划船计数。 "
                          "结果：渡轮运行时链长缩短三分之一。 结论：黄昏时段宜停航。"))),
        )),
    ),
    3: (
        _english(
            ("Background", ("Lamps on quays are shaded in many ports to protect glowing seaweeds. Whether this helps is disputed.",)),
            ("Objectives", ("To assess the effects of shading harbour lamps on the light of kelps and jellies.",)),
            ("Search methods", (("We searched the Tide Register, the Cochlea Database and the shelves of the Royal Kelp Museum to 17 October "
             "2022, without limits of language."),)),
            ("Selection criteria", ("Trials that compared shaded with open lamps for at least one winter.",)),
            ("Main results", ("Nine trials with 2,118 fronds were included. Shading raised emission by 31% (95% CI 12-50; I", sup("2"),
             " = 38%). One trial counted jellies and found no difference.")),
            ("Authors' conclusions", ("Shades help kelps. We do not know whether they help jellies.",)),
        ),
    ),
    5: (
        _english((None, (("The mirror moss of Mount Caliga turns its leaves to glass in winter. We kept 96 cushions for forty days in "
                         "brine at -31 °C under red light, as on a Martian slope. Of these, 71 grew again within a week. Transcripts of "),
                         italic("brnK"), " rose 10(3)-fold and stayed high. We conclude that moss could wait on Mars, if not live there."))),
    ),
    6: (
        _english((None, ("The vent coccus has only been grown with oxygen. Here we report cultures without it, at 92 °C, on CaSO",
                         sub("4"), " and H", sub("2"), (". Clusters with similarity&gt;0.93 were merged before counting. The doubling time was "
                         "5.1 h, p"), italic("K"), " ", sub("a"), " of the medium 6.8."))),
    ),
    7: (
        _english(
            (None, (("Snow shields moss from ultraviolet light. We moved cushions between a snowbed and a ridge for one year and "
                    "measured their pigments each month."),)),
            ("Importance", ("As winters shorten, cushions on ridges may need to repair their pigments twice as often.",)),
        ),
    ),
    8: (
        _english(("PIP", (("Oysters of Saint Bruna Bay were weighed each autumn from 1979 to 1985. Growth fell when the salt works "
                          "opened in 1981 (from 4.1 to 2.9 g yr(-1)) and rose again when they closed. The harbour master kept the tables; "
                          "two years were lost to a leak."),))),
    ),
    9: (
        _english((None, (("Vent cocci meet water of 4 °C and 140 °C within one breath. By cryo-electron microscopy at 2.9 Å we show "
                         "that Hsp17L forms two coats, one inside the other, and that the outer coat is shed on cooling. The "),
                         Tag("sub", (Tag("b", (italic("n"),)),)), " th shell carries ",
                         Tag("math", (Tag("mrow", (Tag("mn", ("12",)), Tag("mi", ("n",)))),)), " subunits. CD4", sup("+"),
                         "-like folds were absent."))),
    ),
    10: (
        _english(
            ("Background", ("Lantern kelp breathes at night. The SHADE trial asks whether it breathes more under lamps.",)),
            ("Methods", ("Thirty-six tanks were lit or left dark for three years. Staff who read the meters did not know which was which.",)),
            ("Results", ("Lit tanks used 18% more oxygen (", italic("P"), " = 0.004), R&D lamps no less than old ones.")),
            ("Conclusion", ("Light costs kelp its breath.",)),
            ("Trial registration", ("Tern Islands Trial Register ",
             Tag("a", ("TITR00542",), 'href="https://trials.example.org/TITR00542" title="See in register"'), ".")),
        ),
    ),
    11: (
        _english((None, (("Silver salps light up at slack water. We hung clocks that ran 20 minutes slow beside 40 colonies, and moved 40 more "
                         "between bays. Colonies kept the tide of the bay they were in and paid the clocks no heed."),))),
        Abstract("fra", (AbstractPart((
            ("Les salpes argentées brillent à l'étale, et les pêcheurs disent qu'elles comptent les heures. Des horloges en retard "
            "de vingt minutes ont été suspendues à côté de quarante colonies ; quarante autres ont été déplacées d'une baie à "
            "l'autre. Toutes les colonies ont suivi la marée de la baie dans laquelle elles sont, et les horloges n'ont rien "
            "changé pour elles. Les salpes comptent donc les marées et non les heures.")
        ,)),)),
        Abstract("spa", (
            AbstractPart(("Saber si la salpa plateada cuenta las mareas, las horas o las noches, como dicen los pescadores del puerto y el farero.",), "Objetivo"),
            AbstractPart((
                ("Las ochenta colonias siguieron la marea del lugar y no la de los relojes. El cambio del lugar fue seguido en "
                "dos días, y la luz de las que viajaron no fue menor que la de las que se quedaron.")
            ,), "Resultados"),
        )),
    ),
    12: (
        _english((None, ("The red brine thread colours Lake Ysolde each June. With ", sup("15"), ("N we followed nitrogen through 24 jars with 0 to "
                         "40 µg Cu L(-1). Uptake halved at 11 µg and stopped at 30 µg. The lake holds 9 µg. Supply of the tracer by Lanterna &amp; "
                         "Sons is acknowledged.")))),
    ),
    14: (
        _english((None, (("Mirror moss flashes when the sun is low. Volunteers on two hundred summits flew small drones at sunrise, and a "
                         "network trained on 9,000 hand-drawn outlines counted 41,306 cushions. Hand counts on twenty summits agreed "
                         "within 6%. Cushions were fewest where snow had lain longest."),))),
    ),
}  # fmt: skip
