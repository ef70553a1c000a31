"""Reading games of other tools: what each rule of a format makes of small files."""

import json
from fractions import Fraction as F

import pytest

from parley.case.formats import Game, is_game, read_game
from parley.case.formats.names import ids
from parley.errors import CaseError

DOMAIN = """<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="Harbour" type="objective" etype="objective">
<issue index="1" name="Dues" type="discrete"><item index="1" value="low"/>
<item index="2" value="high"/></issue>
<issue index="2" name="Berths" type="integer" lowerbound="2" upperbound="6"/>
</objective></utility_space></negotiation_template>
"""
ANNA = """<utility_space>
<objective index="0" name="Harbour">
<issue index="1" name="Dues" type="discrete">
<item index="1" value="low" evaluation="1"/>
<item index="2" value="high" evaluation="4"/>
</issue>
<issue index="2" name="Berths" type="integer" lowerbound="2" upperbound="6">
<evaluator ftype="linear" slope="0.25" offset="0"/>
</issue>
<weight index="1" value="0.6"/>
<weight index="2" value="0.2"/>
</objective>
<reservation value="0.35"/>
</utility_space>
"""
BELA = ANNA.replace('evaluation="1"', 'evaluation="8"').replace('"0.35"', '"0"')


def genius(folder, domain=DOMAIN, **profiles):
    folder.mkdir(exist_ok=True)
    if domain:
        (folder / "harbour.xml").write_text(domain, "utf-8")
    for name, text in (profiles or {"anna": ANNA, "bela": BELA}).items():
        (folder / f"{name}.xml").write_text(text, "utf-8")
    return folder


def problems(path, **options):
    with pytest.raises(CaseError) as raised:
        read_game(path, **options)
    return [str(each).replace(f"{path}/", "") for each in raised.value.problems]


# ------------------------------------------------------------------ Genius XML


def test_genius_divides_weights_by_their_sum_and_evaluations_by_the_largest(tmp_path):
    game = read_game(genius(tmp_path))
    dues, berths = game.points[0]
    assert dues == (F("0.75") * F(1, 4), F("0.75"))
    assert berths == tuple(F("0.25") * k / 4 for k in range(5))
    assert game.no_deal == (F("0.35"), F(0))
    assert (game.title, game.parties) == ("Harbour", ("anna", "bela"))
    assert [issue.name for issue in game.issues] == ["Dues", "Berths"]
    assert game.issues[1].options == ("2", "3", "4", "5", "6")
    assert (game.issues[1].numeric, game.issues[1].whole) == (True, True)


def test_raw_divides_nothing_and_leaves_the_reservation(tmp_path):
    dues, berths = read_game(genius(tmp_path), raw=True).points[0]
    assert dues == (F("0.6"), F("2.4"))
    assert berths[-1] == F("0.2")
    assert read_game(tmp_path, raw=True).no_deal[0] == F("0.35")


def test_a_domain_file_takes_the_profiles_beside_it(tmp_path):
    other = DOMAIN.replace("Dues", "Rent").replace("Berths", "Rooms")
    genius(tmp_path, anna=ANNA, bela=BELA)
    (tmp_path / "house.xml").write_text(other, "utf-8")
    assert read_game(tmp_path / "harbour.xml").parties == ("anna", "bela")
    assert "several domains lie here: harbour.xml, house.xml" in problems(tmp_path)[0]


def test_profiles_of_another_domain_beside_are_left_aside(tmp_path):
    other = ANNA.replace("Dues", "Rent").replace("Berths", "Rooms")
    genius(tmp_path, anna=ANNA, bela=BELA, carl=other)
    assert read_game(tmp_path / "harbour.xml").parties == ("anna", "bela")
    assert any("carl.xml" in each for each in problems(tmp_path))


def test_profiles_alone_describe_the_issues_themselves(tmp_path):
    game = read_game(genius(tmp_path, domain=None, anna=ANNA, bela=BELA))
    assert game.points == read_game(genius(tmp_path / "with")).points


def test_numbers_are_read_as_they_are_written_and_not_as_floats(tmp_path):
    text = ANNA.replace('value="0.6"', 'value="0.1"').replace('value="0.2"', 'value=".30"')
    game = read_game(genius(tmp_path, anna=text, bela=BELA), raw=True)
    assert game.points[0][0] == (F(1, 10), F(4, 10))
    assert game.points[0][1][-1] == F(3, 10)


def test_options_go_by_their_names_in_whatever_order_and_a_repeated_one_by_its_last(tmp_path):
    """As in ampo_vs_city_ampo_space.xml, with '0' twice and Keep before Fire."""
    low, high = ANNA.splitlines()[3:5]
    other = ANNA.replace(f"{low}\n{high}", f"{high}\n{low.replace('1', '7')}\n{low}")
    game = read_game(genius(tmp_path, anna=other, bela=BELA))
    assert game.points == read_game(genius(tmp_path / "plain")).points
    assert game.notes == ("'low' of 'Dues' stands twice in anna.xml; the last counts.",)
    alone = read_game(genius(tmp_path / "alone", domain=None, anna=other, bela=BELA))
    assert alone.issues[0].options == ("high", "low")


def test_an_option_twice_in_the_domain_is_refused(tmp_path):
    domain = DOMAIN.replace('value="high"', 'value="low"')
    wanted = "harbour.xml:5:1: the option 'low' of 'Dues' stands twice; names must differ"
    assert wanted in problems(genius(tmp_path, domain=domain, anna=ANNA, bela=BELA))


def test_an_issue_whose_evaluations_are_all_zero_counts_for_nothing(tmp_path):
    text = ANNA.replace('evaluation="1"', 'evaluation="0"').replace("4", "0", 1)
    text = text.replace('value="high" evaluation="4"', 'value="high" evaluation="0"')
    assert read_game(genius(tmp_path, anna=text, bela=BELA)).points[0][0] == (0, 0)


def test_genius_counts_evaluations_below_a_hundred_thousandth_as_nothing(tmp_path):
    texts = {}
    for name, most in (("anna", "0.00001"), ("bela", "0.000009")):
        text = ANNA.replace('evaluation="1"', 'evaluation="0"')
        texts[name] = text.replace('evaluation="4"', f'evaluation="{most}"')
    game = read_game(genius(tmp_path, **texts))
    assert [sheet[0][1] for sheet in game.points] == [F("0.75"), 0]


@pytest.mark.parametrize(
    ("evaluator", "wanted"),
    [
        ('ftype="linear" parameter1="0.1" parameter0="0"', {"0": "0", "5": "0.5", "10": "1"}),
        ('ftype="linear" parameter1="0.5" parameter0="-1"', {"1": "0", "3": ".5", "9": "1"}),
        ('ftype="constant" parameter0="0.7"', {"0": "0.7", "10": "0.7"}),
        ('ftype="triangular" parameter0="2" parameter1="8" parameter2="6"',
         {"0": "0", "2": "0", "4": "0.5", "6": "1", "7": "0.5", "8": "0", "10": "0"}),
    ],
)  # fmt: skip
def test_real_issues_are_evaluated_as_genius_does(tmp_path, evaluator, wanted):
    real = (
        '<issue index="2" name="Berths" type="real"><range lowerbound="0" upperbound="10"/>'
        f"<evaluator {evaluator}/></issue>"
    )
    start, end = ANNA.index('<issue index="2"'), ANNA.index('<weight index="1"')
    text = ANNA[:start] + real + ANNA[end:]
    game = read_game(genius(tmp_path, domain=None, anna=text, bela=text))
    found = dict(zip(game.issues[1].options, game.points[0][1], strict=True))
    assert {x: found[x] for x in wanted} == {x: F("0.25") * F(y) for x, y in wanted.items()}
    assert not game.issues[1].whole


def test_a_bend_of_one_party_is_compared_for_all(tmp_path):
    real = (
        '<issue index="1" name="Price" type="real"><range lowerbound="0" upperbound="1"/>{}</issue>'
    )
    frame = '<utility_space><objective>{}<weight index="1" value="1"/></objective></utility_space>'
    bent = '<evaluator ftype="linear" parameter1="3" parameter0="0"/>'
    flat = '<evaluator ftype="constant" parameter0="1"/>'
    texts = {name: frame.format(real.format(e)) for name, e in (("a", bent), ("b", flat))}
    game = read_game(genius(tmp_path, domain=None, **texts))
    assert "0.3333333333" in game.issues[0].options
    assert game.points[1][0] == (1,) * len(game.issues[0].options)


def test_more_whole_numbers_than_a_case_compares_are_thinned_and_said(tmp_path):
    change = ('upperbound="6"', 'upperbound="1002"')
    texts = {name: text.replace(*change) for name, text in (("anna", ANNA), ("bela", BELA))}
    game = read_game(genius(tmp_path, domain=DOMAIN.replace(*change), **texts))
    options = game.issues[1].options
    assert (len(options), options[0], options[1], options[-1]) == (101, "2", "12", "1002")
    assert game.notes == ("Of the whole numbers of 'Berths', 101 are compared.",)


def test_a_discount_factor_is_left_out_and_said(tmp_path):
    text = ANNA.replace("<reservation", '<discount_factor value="0.9"/><reservation')
    game = read_game(genius(tmp_path, anna=text, bela=BELA))
    assert "Discount factors are left out" in game.notes[0]


WRONG = {
    "not XML": (ANNA[:-20], "anna.xml:13:1: this is not sound XML"),
    "a number": (ANNA.replace('"0.35"', '"much"'), "anna.xml:13:1: the reservation value is"),
    "infinity": (ANNA.replace('"0.35"', '"Infinity"'), "is 'Infinity', not a number"),
    "a huge exponent": (ANNA.replace('"0.35"', '"1e999999999"'), "not a number"),
    "no weight": (ANNA.replace('<weight index="2" value="0.2"/>', ""),
                  "anna.xml:7:1: 'Berths' has no weight; add <weight index=\"2\""),
    "negative weight": (ANNA.replace('"0.2"', '"-0.2"'), "the weight of 'Berths' is below zero"),
    "no weight at all": (ANNA.replace('"0.2"', '"0"').replace('"0.6"', '"0"'), "weights are zero"),
    "another option": (ANNA.replace('"low"', '"lower"'),
                       "anna.xml:4:1: 'lower' is no option of 'Dues' in the domain"),
    "an option missing": (ANNA.replace('<item index="1" value="low" evaluation="1"/>', ""),
                          "anna.xml:3:1: the option 'low' of 'Dues' is missing"),
    "no evaluation": (ANNA.replace(' evaluation="1"', ""), "the evaluation of 'low' is missing"),
    "another issue": (ANNA.replace("Berths", "Beds"), "the issue 'Berths' is missing"),
    "another kind": (ANNA.replace('type="integer"', 'type="real"'),
                     "'Berths' is real here and integer in the domain"),
    "other bounds": (ANNA.replace('upperbound="6"', 'upperbound="7"'), "has other bounds here"),
    "an unknown kind": (ANNA.replace('type="integer"', 'type="colour"'), "unknown type 'colour'"),
    "an unknown form": (ANNA.replace('"linear"', '"faratin"'), "of the unknown form 'faratin'"),
    "no evaluator": (ANNA.replace('<evaluator ftype="linear" slope="0.25" offset="0"/>', ""),
                     "nothing says what the numbers of 'Berths' are worth"),
    "an issue twice": (ANNA.replace("Berths", "Dues"), "the issue 'Dues' stands twice"),
    "an option twice": (ANNA.replace('"high"', '"low"'), "the option 'high' of 'Dues' is missing"),
    "interactions": (ANNA.replace("</objective>", "<rules/></objective>"), "has interactions"),
    "nested": (ANNA.replace("</objective>", "<objective/></objective>"), "inside another"),
    "a document type": ('<!DOCTYPE a [<!ENTITY b "c">]>\n' + ANNA, "(DOCTYPE) is not allowed here"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_profile_is_refused_with_its_place(tmp_path, name):
    text, wanted = WRONG[name]
    assert text != ANNA
    assert any(wanted in each for each in problems(genius(tmp_path, anna=text, bela=BELA)))


def test_entities_are_never_expanded(tmp_path):
    bomb = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n'
    text = bomb + ANNA.replace('"Harbour"', '"&b;"')
    (only,) = problems(genius(tmp_path, anna=text, bela=BELA))
    assert "DOCTYPE" in only


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    texts = {"anna": ANNA.replace('"0.35"', '"x"'), "bela": BELA.replace('"0.6"', '"y"')}
    found = problems(genius(tmp_path, **texts))
    assert [each.split(":")[0] for each in found] == ["anna.xml", "bela.xml"]


def test_one_profile_is_not_a_game_and_a_profile_is_not_a_domain(tmp_path):
    genius(tmp_path, anna=ANNA)
    assert "fewer than two profiles lie here" in problems(tmp_path)[0]
    assert "does not describe a domain" in problems(tmp_path / "anna.xml")[0]


# ------------------------------------------------------------------ GeniusWeb JSON

VALUES = {"dues": {"values": ["low", "high"]}, "berths": {"range": ["0", "10", "2.5"]}}
LEFT = {
    "name": "left",
    "domain": {"name": "port", "issuesValues": VALUES},
    "issueWeights": {"dues": 0.7, "berths": 0.3},
    "issueUtilities": {
        "dues": {"discreteutils": {"valueUtilities": {"low": 0.1, "high": 1.0}}},
        "berths": {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 10,
                                   "highUtility": 0}},
    },
    "reservationBid": {"issuevalues": {"dues": "low", "berths": 5}},
}  # fmt: skip


def web(folder, right=None, **left):
    right = right or {key: value for key, value in LEFT.items() if key != "reservationBid"}
    for name, inside in (("left", LEFT | left), ("right", right)):
        text = json.dumps({"LinearAdditiveUtilitySpace": inside})
        (folder / f"{name}.json").write_text(text, "utf-8")
    (folder / "port.json").write_text(json.dumps(LEFT["domain"]), "utf-8")
    return folder


def test_geniusweb_adds_weights_times_utilities_and_values_the_reservation_bid(tmp_path):
    game = read_game(web(tmp_path))
    assert game.title == "port"
    assert game.parties == ("left", "right")
    assert game.points[0][0] == (F("0.07"), F("0.7"))
    assert game.issues[1].options == ("0", "2.5", "5", "7.5", "10")
    assert game.points[0][1] == tuple(F("0.3") * (4 - k) / 4 for k in range(5))
    assert game.no_deal == (F("0.07") + F("0.15"), 0)
    assert read_game(tmp_path / "port.json") == game


def test_both_spellings_of_geniusweb_are_read(tmp_path):
    long = {
        "dues": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 0.1, "high": 1.0}}},
        "berths": {"NumberValueSetUtilities": LEFT["issueUtilities"]["berths"]["numberutils"]},
    }
    domain = {
        "name": "port",
        "issuesValues": VALUES | {"berths": {"range": {"low": 0, "high": 10, "step": 2.5}}},
    }
    old = read_game(web(tmp_path))
    right = LEFT | {"domain": domain}
    new = read_game(web(tmp_path, right=right, issueUtilities=long, domain=domain))
    assert new.points[0] == old.points[0]


def test_an_option_without_utility_is_worth_nothing(tmp_path):
    short = {"dues": {"discreteutils": {"valueUtilities": {"high": 1.0}}}}
    game = read_game(web(tmp_path, issueUtilities=LEFT["issueUtilities"] | short))
    assert game.points[0][0] == (0, F("0.7"))


def test_geniusweb_profiles_of_another_domain_beside_are_left_aside(tmp_path):
    web(tmp_path)
    other = LEFT | {"domain": {"name": "house", "issuesValues": LEFT["domain"]["issuesValues"]}}
    text = json.dumps({"LinearAdditiveUtilitySpace": other})
    (tmp_path / "other.json").write_text(text, "utf-8")
    assert read_game(tmp_path / "port.json").parties == ("left", "right")


WRONG_WEB = {
    "a weight": ({"issueWeights": {"dues": "x", "berths": 1}}, "the weight of 'dues' is 'x'"),
    "a weight missing": ({"issueWeights": {"dues": 1}}, "the weight of 'berths' is missing"),
    "nan": ({"issueWeights": {"dues": float("nan"), "berths": 1}}, "is 'NaN', not a number"),
    "below zero": ({"issueWeights": {"dues": -1, "berths": 1}}, "'dues' is below zero"),
    "no utilities": ({"issueUtilities": {}}, "nothing says what the options of 'dues' are worth"),
    "an unknown option": (
        {"reservationBid": {"issuevalues": {"dues": "medium"}}},
        "takes 'medium', which is no option of 'dues'; options: low, high",
    ),
    "an unknown issue": ({"reservationBid": {"issuevalues": {"rent": "low"}}}, "which is no issue"),
    "another domain": ({"domain": {"name": "port", "issuesValues": {"dues": VALUES["dues"]}}},
                       "the domain here is not that of left.json"),
    "no options": (
        {"domain": {"name": "port", "issuesValues": {"dues": {"values": []}}}},
        "the issue 'dues' has no options",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_WEB)
def test_a_wrong_geniusweb_profile_is_refused(tmp_path, name):
    changed, wanted = WRONG_WEB[name]
    assert any(wanted in each for each in problems(web(tmp_path, **changed)))


def test_unsound_json_is_refused_with_its_place(tmp_path):
    web(tmp_path)
    (tmp_path / "left.json").write_text('{\n"a": }', "utf-8")
    assert "left.json:2:6: this is not sound JSON" in problems(tmp_path)[0]
    (tmp_path / "left.json").write_text("[" * 100_000, "utf-8")
    assert "left.json" in problems(tmp_path)[0]


# ------------------------------------------------------------------ scorable games

CONFIG = "Mayor,mayor,p1,greedy,m\nUnion,union,player,x,m\n\nBank,bank,p2,x,m\n"
SCORES = {"mayor": "10, 0\n5, 2, 0\n9 ", "union": "0, 7\n0, 0, 3,\n3", "bank": "1,2\n3,4,5\n-2.5\n"}


def scorable(folder, config=CONFIG, **scores):
    (folder / "scores_files").mkdir(exist_ok=True)
    (folder / "config.txt").write_text(config, "utf-8")
    for name, text in (SCORES | scores).items():
        (folder / "scores_files" / f"{name}.txt").write_text(text, "utf-8")
    return folder


def test_a_scorable_game_has_scores_least_scores_and_its_rule(tmp_path):
    game = read_game(scorable(tmp_path))
    assert game.parties == ("Mayor", "Union", "Bank")
    assert [issue.options for issue in game.issues] == [("A1", "A2"), ("B1", "B2", "B3")]
    assert game.points[1] == ((0, 7), (0, 0, 3))
    assert game.no_deal == (9, 3, F(-5, 2))
    assert (game.at_least, game.including) == (2, ("Mayor", "Bank"))
    assert read_game(tmp_path / "config.txt") == game


def test_without_p1_and_p2_all_must_accept(tmp_path):
    game = read_game(scorable(tmp_path, config=CONFIG.replace("p1", "x").replace("p2", "x")))
    assert (game.at_least, game.including) == (None, ())


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"mayor": "10, zero\n5, 2, 0\n9"}, "scores_files/mayor.txt:1:1: a score is ' zero'"),
        ({"mayor": "10, 0\n5, 2, 0"}, "no issues, or no least score at the end; the last line"),
        ({"mayor": ""}, "no issues, or no least score at the end"),
        ({"union": "0, 7\n0, 0\n3"}, "other issues or options than in mayor.txt"),
        ({"config": "Mayor,mayor\nUnion,union,x"}, "config.txt:1:1: this line does not"),
        ({"config": "Mayor,mayor,p1"}, "config.txt: fewer than two parties are named"),
        ({"config": CONFIG.replace("mayor", "major")}, "scores 'scores_files/major.txt'"),
        ({"config": CONFIG.replace("mayor", "../mayor")}, "no file of scores"),
        ({"config": CONFIG.replace("Union", "Mayor")}, "the party 'Mayor' stands twice"),
    ],
)  # fmt: skip
def test_a_wrong_scorable_game_is_refused_with_its_place(tmp_path, change, wanted):
    assert any(wanted in each for each in problems(scorable(tmp_path, **change)))


# ------------------------------------------------------------------ which format


def test_what_is_a_game_and_what_is_not(tmp_path):
    folders = [tmp_path / name for name in ("xml", "json", "scores", "case", "none")]
    for folder in folders:
        folder.mkdir()
    genius(folders[0])
    web(folders[1])
    scorable(folders[2])
    (folders[3] / "case.yaml").write_text("parley: 1", "utf-8")
    (folders[3] / "case.json").write_text('{"parley": 1}', "utf-8")
    assert [is_game(folder) for folder in folders] == [True, True, True, False, False]
    assert is_game(folders[0] / "harbour.xml")
    assert is_game(folders[1] / "port.json")
    assert not is_game(folders[3] / "case.json")
    assert not is_game("korea-1952")
    assert not is_game("x" * 5000)


@pytest.mark.parametrize("name", ["case.yaml", "case.yml", "OLD.YAML"])
def test_a_folder_with_a_case_in_it_is_no_game_whatever_else_lies_there(tmp_path, name):
    genius(tmp_path)
    assert is_game(tmp_path)
    (tmp_path / name).write_text("parley: 1", "utf-8")
    assert not is_game(tmp_path)


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["a b", "a.b", "a-b"], ("a-b", "a-b-2", "a-b-3")),
        (["a-b", "a-b-2", "a b"], ("a-b", "a-b-2", "a-b-3")),
        (["a-b-2", "a-b", "a b", "a.b"], ("a-b-2", "a-b", "a-b-3", "a-b-4")),
        (["1", "o1", "o-1"], ("o1", "o1-2", "o-1")),
        (["x" * 70, "x" * 80], ("x" * 60, f"{'x' * 60}-2")),
        (["x" * 59 + "-y", "..."], ("x" * 59, "o")),
    ],
)
def test_names_that_come_out_alike_are_told_apart(names, wanted):
    assert ids(names) == wanted


def test_what_is_in_no_known_format_is_refused(tmp_path):
    assert "in a known format; known: Genius XML" in problems(tmp_path)[0]
    assert "no such file or folder" in problems(tmp_path / "none")[0]
    (tmp_path / "note.txt").write_text("hello", "utf-8")
    assert "in a known format" in problems(tmp_path / "note.txt")[0]


def test_a_game_compares_by_what_it_holds():
    game = Game(title="t", parties=(), issues=(), points=(), no_deal=())
    assert game == Game(title="t", parties=(), issues=(), points=(), no_deal=())
