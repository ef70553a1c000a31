"""The positions lens: figures solved by hand, words that say them, and tables of every kind."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr
from small_case import small

from parley.blocks import Block, Figure, Note, Table
from parley.case.schema import Case
from parley.case.shifted import shifted
from parley.draws import draws
from parley.errors import CaseError
from parley.lenses import positions as lens
from parley.lenses.positions.forecast import MODELS
from parley.lenses.positions.leverage import hangs
from parley.lenses.positions.record import record
from parley.models.influence.actors import Actors
from parley.models.influence.build import Scaled, influence, on_scale
from parley.models.influence.export import actor_table, write_actors

JUDGED = {"by": "desk", "on": "2020-01-09", "because": "said so"}
SCALE = {"name": "Line", "question": "Where?", "low": "North", "high": "South"}


def case(
    actors: dict[str, tuple[Any, Any, Any]], scales: int = 1, reference: Any = None, **more: Any
) -> Case:
    """actors : name -> capability, position, salience, the last two alike on every scale."""
    scale = SCALE if reference is None else SCALE | {"reference": reference}
    names = ["line", "pay", "date"][:scales]
    return Case.model_validate(
        {
            "parley": 1, "case": "c", "title": "C", "as_of": "2020-01-10",
            "parties": {name: {"name": name.title()} for name in actors},
            "influence": JUDGED | {
                "scales": {name: scale | {"name": name.title()} for name in names},
                "actors": {
                    name: {
                        "capability": c, "because": "x",
                        "stances": {
                            s: {"position": x, "salience": w, "because": "y"} for s in names
                        },
                    } | more.get(name, {})
                    for name, (c, x, w) in actors.items()
                },
            },
        }
    )  # fmt: skip


def solved(made: Case, n: int = 40) -> lens.PositionsResult:
    return lens.solve(lens.build(made, draws(made, n)))


def told(made: Case, n: int = 40) -> tuple[Block, ...]:
    return lens.describe(solved(made, n))


def notes(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Note)]


def sheet(blocks: tuple[Block, ...], title: str) -> list[list[Any]]:
    (found,) = (
        block if isinstance(block, Table) else block.data
        for block in blocks
        if isinstance(block, Table | Figure) and block.title.startswith(title)
    )
    return [[cell.value for cell in row] for row in found.rows]


THREE = {"a": (50, 0, 80), "b": (50, 100, 40), "c": (100, 50, 20)}  # powers 40, 20, 20


def test_the_mean_and_the_power_by_hand():
    """(40 x 0 + 20 x 100 + 20 x 50) / 80 = 37.5."""
    (line,) = solved(case(THREE)).scales
    assert line.headline.mean == pytest.approx(0.375)
    assert [each.share for each in line.leverage] == pytest.approx([0.5, 0.25, 0.25])
    assert line.headline.interval == pytest.approx((0.375, 0.375))
    assert notes(told(case(THREE)))[0].startswith(
        "The balance point of what all actors want, from 0 to 100, weighted by capability and "
        "salience: “Line” 38."
    )


def test_what_a_change_would_shift_by_hand():
    """Ten points of b's position weigh a quarter; ten points of its salience add 5 to 20 of 80, at
    100: (3000 + 500) / 85; a tenth of its capability adds 2: (3000 + 200) / 82."""
    (line,) = solved(case(THREE)).scales
    (b,) = (each for each in line.leverage if each.actor == 1)
    assert b.position == pytest.approx(0.025)
    assert b.salience == pytest.approx(35 / 85 - 0.375)
    assert b.capability == pytest.approx(32 / 82 - 0.375)


def test_sides_are_about_the_mean_and_about_no_deal():
    (line,) = solved(case(THREE, reference=90)).scales
    assert (line.sides.lower.members, line.sides.lower.power) == ((0,), 0.5)
    assert (line.sides.higher.members, line.sides.higher.power) == ((1, 2), 0.5)
    assert line.sides.no_deal is not None
    assert line.sides.no_deal.members == (1,)
    (bare,) = solved(case(THREE)).scales
    assert bare.sides.no_deal is None


def test_an_open_number_that_moves_the_mean_is_named_with_what_it_does():
    (line,) = solved(case(THREE | {"a": (50, "0..60", 80)}), 400).scales
    first = line.hangs[0]
    assert (first.actor, first.number) == (0, "position")
    assert first.rank == pytest.approx(1)
    assert first.most - first.least > 0.2
    assert len(line.hangs) == 1


@pytest.mark.parametrize("at", [7, 33, 40, 59, 71, 83])
def test_noise_is_not_named(at):
    """Numbers that leave the mean where it is, but for roundings: all stand at one place."""
    still = {name: ("10..90", at, "20..70") for name in "abc"}
    (line,) = solved(case(still), 200).scales
    assert line.hangs == ()


def test_an_interval_leaves_a_tenth_out_at_either_end():
    """a alone decides, and is anywhere from 0 to 100."""
    (line,) = solved(case({"a": (1, "0..100", 50)}), 4000).scales
    assert line.headline.interval == pytest.approx((0.1, 0.9), abs=0.02)
    (hang,) = line.hangs
    assert (hang.least, hang.most) == pytest.approx((0.05, 0.95), abs=0.01)


def test_what_it_hangs_on_is_by_the_rank_correlation_ties_and_all():
    rng = np.random.default_rng(0)
    position = rng.random((200, 3)).round(1)
    means = (position @ [3, 2, 1] + rng.normal(size=200)).round(1)
    still = np.ones((200, 3))
    scaled = Scaled(
        members=np.arange(3),
        position=position,
        salience=still,
        capability=still,
        reference=np.full(200, np.nan),
        middle=Actors(position=position[:1].T, salience=still[:1].T, capability=still[0]),
        middle_reference=np.nan,
    )
    found = {each.actor: each.rank for each in hangs(scaled, means)}
    right = {i: spearmanr(position[:, i], means).statistic for i in range(3)}
    assert found == {i: pytest.approx(rank, abs=1e-12) for i, rank in right.items() if i in found}
    assert {0, 1} <= set(found)


def test_quantiles_of_the_vote_and_its_likeliest_place_by_hand():
    """b has so much capability that its place wins nearly always."""
    (line,) = solved(case({"a": (1, 10, 50), "b": (10_000, 80, 50), "c": (1, 30, 50)})).scales
    chance = dict(zip(line.headline.place.round(2).tolist(), line.headline.chance, strict=True))
    assert chance[0.8] == max(chance.values())
    assert line.headline.likeliest.tolist() == [0, 1, 0]
    assert line.headline.quantiles[2] == pytest.approx(0.8)


def test_shares_of_power_lie_within_their_ranges():
    made = case({"a": ("30..70", 0, 80), "b": (50, 100, "20..60"), "c": (100, 50, 20)})
    (line,) = solved(made, 500).scales
    for each in line.leverage:
        assert each.low < each.share < each.high
    assert line.sides.lower.low < line.sides.lower.power < line.sides.lower.high
    assert line.headline.interval[0] < line.headline.mean < line.headline.interval[1]


def test_capability_decides_who_gives_way():
    """Two actors alike but for that: the weaker one ends nearer to the stronger."""
    result = solved(case({"a": (90, 0, 60), "b": (10, 100, 60), "c": (1, 50, 10)}))
    end = result.journey.run.position[-1, :, 0]
    assert end[0] < 0.3 < 1 - end[1]


def test_exchanges_are_told_with_sign_and_gain():
    """Each is all for its own end of one scale, and cares for that alone: both give way on the
    other's, and both means go to where only those who care stand."""
    made = case(
        {"a": (1, 0, 80), "b": (1, 0, 20)},
        2,
        b={
            "stances": {
                "line": {"position": 100, "salience": 20, "because": "y"},
                "pay": {"position": 0, "salience": 80, "because": "y"},
            }
        },
        a={
            "stances": {
                "line": {"position": 0, "salience": 80, "because": "y"},
                "pay": {"position": 100, "salience": 20, "because": "y"},
            }
        },
    )
    rows = sheet(told(made), "Exchanges of positions")
    assert [row[:4] for row in rows] == [["A", "Line", "B", "Pay"]]
    assert rows[0][4:7] == [-20, -20, 12]


def test_the_vote_is_a_distribution_over_all_draws():
    (line,) = solved(case(THREE | {"b": (50, "60..100", 40)}), 200).scales
    told_ = line.headline
    assert told_.chance.sum() == pytest.approx(1)
    assert (np.diff(told_.place) >= 0).all()
    assert told_.vote == pytest.approx(float(told_.place @ told_.chance))
    low, middle, high = told_.quantiles
    below = told_.chance[told_.place <= middle].sum()
    assert low <= middle <= high
    assert below >= 0.5


def test_beside_every_forecast_stands_its_record():
    rows = sheet(told(case(THREE, reference=90)), "What each model says")
    assert rows[0][:3] == ["compromise mean (headline)", 38, "38"]
    by_name = {row[0]: row for row in rows}
    for name in ("midrange", "SMP, mean of last positions", "reference point"):
        assert by_name[MODELS[name]][3] == round(record(name).mae, 1)
    assert all(row[3] is not None for row in rows)
    assert "no deal" not in {r[0] for r in sheet(told(case(THREE)), "What each model says")}


def test_every_model_has_a_range_over_draws():
    (line,) = solved(case(THREE | {"a": (50, "0..60", 80)}, reference="80..100"), 60).scales
    assert set(line.others) == set(MODELS)
    for name, (middle, low, high) in line.others.items():
        if name != "median by capability x salience":
            assert 0 <= low < high <= 1
        assert low - 0.1 <= middle <= high + 0.1


def test_the_report_says_that_nothing_is_validated_for_peace_negotiations():
    text = " ".join(notes(told(case(THREE))))
    assert "It has not been validated for peace negotiations" in text
    assert "351 decisions of the European Union" in text
    assert "playing bargaining out makes forecasts worse and too sure" in text


@pytest.mark.parametrize(
    "actors",
    [
        {"a": (1, 30, 50)},
        {"a": (1, 30, 50), "b": (3, 70, 20)},
        {"a": (1, 0, 50), "b": (1, 100, 50)},
        {"a": (1, 40, 50), "b": (2, 40, 50), "c": (3, 40, 10)},
        {"a": (1, 40, 0), "b": (2, 60, 50), "c": (0, 90, 100)},
        {"a": (1, 40, 100), "b": (1, 40, 100), "c": (1, 60, 100), "d": (1, 60, 100)},
        {f"x{i}": (1 + i, 7 * i % 100, 10 + i) for i in range(40)},
    ],
    ids=["one", "two", "symmetric", "agreed", "weightless", "mirrored", "forty"],
)
@pytest.mark.parametrize("scales", [1, 3])
def test_tables_that_other_programs_stop_at_are_answered(actors, scales):
    result = solved(case(actors, scales), 5)
    blocks = lens.describe(result)
    for each in result.scales:
        weight = {name: c * w for name, (c, _, w) in actors.items()}
        mean = sum(actors[n][1] * w for n, w in weight.items()) / sum(weight.values())
        assert each.headline.mean == pytest.approx(mean / 100)
        assert 0 <= each.headline.vote <= 1
    assert not any("nan" in text for text in notes(blocks))


def test_nobody_with_weight_is_one_clear_sentence():
    with pytest.raises(CaseError, match="nobody has any weight on it"):
        solved(case({"a": (0, 30, 50), "b": (2, 70, 0)}))


def test_an_actor_without_a_stance_has_no_part_in_the_scale():
    result = solved(small(), 20)
    pay = result.scales[1]
    assert [result.stances.actors[i] for i in pay.scaled.members] == ["a", "b"]
    text = " ".join(notes(lens.describe(result)))
    assert "Castellan has no stance on some scales" in text
    paths = sheet(lens.describe(result), "Pathways")
    assert {row[1] for row in paths if row[0] == "Pay"} == {"Alba", "Bor", "mean by weight"}


def test_capability_may_differ_by_scale_and_following_is_drawn():
    found = influence(small(), draws(small(), 30))
    assert (found.capability[:, 2, 0] == 20).all()
    assert ((found.follows[:, 1, 2] >= 0.1) & (found.follows[:, 1, 2] <= 0.3)).all()
    assert found.follows[:, 1, 2].std() > 0
    assert np.isnan(found.reference[:, 1]).all()


def test_followers_shares_above_one_are_cut_in_proportion():
    more = {"a": {"follows": {"b": "0.5..1", "c": "0.5..1"}}}
    made = case(THREE, a=more["a"])
    drawn = draws(made, 50)
    follows = influence(made, drawn).follows
    b, c = (drawn.arrays[f"influence.actors.a.follows.{name}"] for name in "bc")
    assert follows[:, 0, 1] == pytest.approx(b / (b + c))
    assert follows[:, 0, 2] == pytest.approx(c / (b + c))


def test_the_same_seed_gives_the_same_answer_and_more_draws_begin_alike():
    made = case(THREE | {"a": ("30..70", "0..60", 80)})
    first, second = solved(made, 30).scales[0], solved(made, 60).scales[0]
    assert np.array_equal(first.headline.means, second.headline.means[:30])


def test_the_mean_of_the_journey_begins_at_the_headline():
    uneven = shifted(small(), ["a.pay.capability=7"]).case
    result = solved(uneven, 30)
    for k, each in enumerate(result.scales):
        assert result.journey.mean[0, k] == pytest.approx(each.headline.mean)


# what if


def test_a_shift_is_paired_over_draws():
    made = case(THREE | {"c": (100, "40..60", 20)})
    change = shifted(made, ["b.line=20"])
    before, after = (lens.build(each, draws(each, 50)) for each in (change.base, change.case))
    (line,) = lens.shift(before, after)
    assert line.moved == pytest.approx(np.full(50, -0.2))  # a quarter of 80 points, in each draw
    text = notes(lens.describe_shift(after, (line,), change.words))[0]
    assert text == ("With b.line=20, the compromise mean goes on “Line” from 37.5 to 17.5.")


# other tools


def test_actors_go_out_as_a_table_at_the_middle(tmp_path):
    made = case(THREE, reference=90)
    found = influence(made, draws(made, 9))
    table = actor_table(found)
    assert table.capability.tolist() == [50, 50, 100]
    assert table.position[:, 0].tolist() == [0, 100, 50]
    assert write_actors(found, "ktab", tmp_path / "k.csv") == ()
    assert (tmp_path / "k.csv").read_text("utf-8").splitlines()[0] == "C,,3,1"
    with pytest.raises(CaseError, match="this exists"):
        write_actors(found, "ktab", tmp_path / "k.csv")


def test_what_ktab_has_no_place_for_is_told(tmp_path):
    found = influence(small(), draws(small(), 9))
    with pytest.raises(CaseError, match="export it with --format actors"):
        write_actors(found, "ktab", tmp_path / "k.csv")
    assert write_actors(found, "actors", tmp_path / "a.csv") == ("Who follows whom is left out.",)
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("Issue,Actor,Description,Capability")


def test_the_middle_is_the_mean_of_each_number():
    made = case(THREE | {"a": (50, {"low": 0, "mode": 10, "high": 60}, 80)})
    found = influence(made, draws(made, 201))
    scaled = on_scale(found, 0)
    assert scaled.middle.position[0, 0] == scaled.position[:, 0].mean()
