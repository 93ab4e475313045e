"""A picture of every figure, drawn from an invented table, compared with a small tolerance.

The bytes of the committed figures are compared elsewhere; these say whether a change of the drawing is one that an eye
sees. New baselines: ``python -m pytest --mpl-generate-path=tests/plots/baseline tests/plots/test_pictures.py``; look at
each before it is committed.
"""

import sys

import numpy as np
import pandas as pd
import pytest

from uprlib import plots
from uprlib.alliances.held_constant import EASE, WITH_GROUP
from uprlib.facts import journals
from uprlib.facts.vocabulary import ACTIONS
from uprlib.specifications.estimates import by_value
from uprlib.tidy import tidy

PAGE = journals.profile("article")
BOUNDS = ["rate", "low", "high", "rate_min", "rate_max"]
DRAWN = [name for name in plots.__all__ if hasattr(getattr(plots, name), "__wrapped__")]
"""The functions that draw: those that `plots.styled` wraps."""

picture = pytest.mark.mpl_image_compare(
    baseline_dir="baseline", tolerance=2, savefig_kwargs={"dpi": 80}, style="default"
)


def test_no_figure_is_without_a_picture():
    here = vars(sys.modules[__name__])
    assert len(DRAWN) > 20
    assert [name for name in DRAWN if f"test_{name}" not in here] == []


def answered(column, values, **more):
    """A row for each value, with a rate that falls from row to row, and its interval; the last has bounds only."""
    n = np.arange(len(values), 0, -1) * 4
    accepted = np.round(n * np.linspace(0.9, 0.1, len(values)))
    rate = accepted / n
    table = pd.DataFrame(
        {
            column: values,
            "n": n,
            "accepted": accepted,
            "rate": rate,
            "low": (rate - 0.15).clip(0),
            "high": (rate + 0.1).clip(max=1),
            "rate_min": rate,
            "rate_max": rate,
            **more,
        }
    )
    return unknown(table, len(table) - 1)


def unknown(table, row):
    """The same table with a row of which only bounds are known."""
    table = table.copy()
    table.loc[table.index[row], BOUNDS] = [np.nan, np.nan, np.nan, 0.1, 0.6]
    return table


def by_action():
    table = pd.concat([answered("action", list(ACTIONS)).assign(cycle=cycle) for cycle in (1, 2)], ignore_index=True)
    return tidy(table, facts={"who": "Ruritania"})


@picture
def test_rates_by_action():
    return plots.rates_by_action(by_action(), page=PAGE)


@picture
def test_rates_by_action_on_a_narrow_page():
    return plots.rates_by_action(by_action(), page=journals.profile("article@100"))


@picture
def test_issues():
    table = answered("issue", ["Detention", "Torture", "Right to food", "Death penalty"], drawn=True)
    facts = {"least": 4, "cycle": 2}
    return plots.issues(tidy(table.assign(marked=[True, False, False, True]), facts=facts), page=PAGE)


@picture
def test_recommenders():
    table = answered("name", ["Ruritania", "Sylvania", "Freedonia", "Grand Fenwick", "San Seriffe"])
    return plots.recommenders(tidy(table.assign(drawn=table["n"] > 4), facts={"least": 5}), page=PAGE)


@picture
def test_standardised():
    table = pd.DataFrame(
        {
            "regional_group": ["Africa", "Asia", "WEOG"],
            "n": [40, 52, 61],
            "rate": [0.7, 0.55, 0.15],
            "standardised": [0.6, 0.56, 0.25],
            "low": [0.5, 0.45, 0.15],
            "high": [0.7, 0.67, 0.35],
        }
    )
    return plots.standardised(tidy(table), page=PAGE)


@picture
def test_all_states():
    rates = [(cycle, f"S{place:02}", (place / 60) ** 0.5) for cycle in (1, 2) for place in range(60)]
    under = pd.DataFrame(
        {
            "cycle": [1, 1, 2],
            "coding": ["recorded", "belated_partial", "recorded"],
            "rate": [0.1, 0.5, 0.42],
            "rank": [2, 16, 12],
            "states": 61,
            "ranked": True,
        }
    )
    everyone = pd.DataFrame(rates, columns=["cycle", "sur", "rate"])
    return plots.all_states(tidy(under, facts={"all_states": everyone, "sur": "RUR", "who": "Ruritania"}), page=PAGE)


@picture
def test_codings():
    names = ["recorded", "belated", "belated_partial"]
    table = pd.concat([answered("coding", names).assign(cycle=cycle) for cycle in (1, 2)], ignore_index=True)
    return plots.codings(tidy(table, facts={"who": "Ruritania"}), page=PAGE)


@picture
def test_odds_ratios():
    table = pd.DataFrame(
        {
            "term": ["action: 2", "regional_group: Asia", "c"],
            "odds_ratio": [2.0, 0.5, 40],
            "low": [1.1, 0.0001, 9],
            "high": [4, 2, 90000.0],
            "low_clustered": [0.7, 0.0001, 4],
            # An end that was not found is not drawn.
            "high_clustered": [7, np.nan, 900000.0],
        }
    )
    facts = {"who": "Ruritania", "reference": "d", "rows": 99, "cycle": 2}
    return plots.odds_ratios(tidy(table, facts=facts), page=PAGE)


@picture
def test_recommenders_by_friendship():
    names = ["Ruritania", "Sylvania", "Freedonia", "Grand Fenwick", "San Seriffe"]
    table = answered("name", names, drawn=True, mix="2 / 1 / 1")
    table["friend"] = pd.array([True, False, None, True, False], dtype="boolean")
    facts = {"least": 4, "definition": "ideal_points", "the": "Ruritania", "cycle": 2}
    return plots.recommenders_by_friendship(tidy(table, facts=facts), page=PAGE)


@picture
def test_friendship_odds():
    rows = [
        (definition, held, ratio, ratio / 3, ratio * 3, 80, 12, 40)
        for definition in ("ideal_points", "country_vote")
        for held, ratio in (("friend alone", 9.0), (EASE, 4.0), (WITH_GROUP, 2.0))
    ]
    columns = ["definition", "specification", "odds_ratio", "low_clustered", "high_clustered", "n", "friends", "states"]
    # A definition that splits no group has no estimate within groups.
    table = pd.DataFrame(rows, columns=columns).iloc[:-1]
    return plots.friendship_odds(tidy(table), page=PAGE)


@picture
def test_curve():
    nearness = np.linspace(-3, 0, 30)
    rate = 1 / (1 + np.exp(-2 * (nearness + 1.5)))
    fitted = pd.DataFrame({"nearness": nearness, "rate": rate, "low": rate - 0.08, "high": rate + 0.08})
    states = pd.DataFrame(
        {
            "recommender": ["RUR", "SYL", "FRE", "FEN"],
            "nearness": [-2.8, -2.0, -1.0, -0.2],
            "rate": [0.1, 0.5, 0.7, 0.9],
            "n": [3, 9, 2, 5],
            "friend": [False, False, True, True],
            "named": [True, False, True, True],
        }
    )
    return plots.curve(tidy(fitted, facts={"states": states, "nearness": "of ideal points"}), page=PAGE)


@picture
def test_network():
    angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    nodes = pd.DataFrame(
        {
            "code": ["RUR", "SYL", "FRE", "FEN", "SER", "ZEN", "ELB", "LIL"],
            "x": np.cos(angles),
            "y": np.sin(angles),
            "n": [9, 7, 5, 3, 2, 2, 1, 1],
            "part": ["Africa"] * 3 + ["Asia"] * 3 + ["WEOG"] * 2,
        }
    )
    ends = [(0, 1, 0.9), (1, 2, 0.5), (3, 4, 0.3), (4, 5, 0.7), (6, 7, 0.2)]
    edges = pd.DataFrame(
        [(nodes.x[a], nodes.y[a], nodes.x[b], nodes.y[b], weight) for a, b, weight in ends],
        columns=["x", "y", "x2", "y2", "weight"],
    )
    return plots.network(tidy(nodes, facts={"edges": edges, "by": "regional group"}), page=PAGE)


@picture
def test_heat_map():
    rows = [
        (code, "Asia" if place < 2 else "EEG", issue, (place * 3 + number) % 4)
        for place, code in enumerate(["RUR", "SYL", "FRE", "FEN", "SER"])
        for number, issue in enumerate(["Detention", "Torture", "Right to food"])
    ]
    table = pd.DataFrame(rows, columns=["code", "part", "issue", "n"])
    return plots.heat_map(tidy(table, facts={"least": 3, "by": "regional group"}), page=PAGE)


@picture
def test_coverage():
    sessions = np.arange(1, 15)
    table = pd.DataFrame(
        {
            "session": sessions,
            "rows": 600 + 20 * sessions,
            "both": 500 + 10 * sessions,
            "only_upr_info": 60 + 5 * sessions,
            "only_explorer": 40 + 5 * sessions,
            "paragraph": np.linspace(0.8, 1, 14),
            "room": np.linspace(0.5, 0.9, 14),
            "coded": np.linspace(0.7, 0.2, 14),
        }
    )
    sources = pd.DataFrame({"source": ["rows", "both"], "rows": [10500, 8050], "label": ["rows", "in both databases"]})
    return plots.coverage(tidy(table, facts={"paragraph": 0.9, "room": 0.7, "coded": 0.5}), tidy(sources), page=PAGE)


@picture
def test_confusion():
    rows = [
        (action, machine, 80 if action == machine else 5 * machine, 0.8 if action == machine else 0.05)
        for action in ACTIONS
        for machine in ACTIONS
    ]
    table = pd.DataFrame(rows, columns=["action", "machine", "n", "share"])
    tried = tidy(pd.DataFrame({"split": ["forward"]}))
    return plots.confusion(tidy(table, facts={"sessions": "17-20", "split": "forward"}), tried, page=PAGE)


@picture
def test_kappa_by_session():
    table = pd.DataFrame({"session": [1, 2, 3, 4], "kappa": [0.8, 0.9, 0.85, 0.7], "n": [1200, 900, 40, 2100]})
    tried = tidy(pd.DataFrame({"split": ["by_state"]}))
    return plots.kappa_by_session(tidy(table, facts={"split": "by_state"}), tried, page=PAGE)


@picture
def test_habits():
    rows = [
        (who, label, action, share, share - 0.03, share + 0.03, round(share * of), of)
        for who, label, of in (("state", "Ruritania", 120), ("group", "Africa, without it", 2400), ("all", "all", 9000))
        for action, share in zip(ACTIONS, (0.05, 0.3, 0.1, 0.35, 0.2), strict=True)
    ]
    columns = ["who", "label", "action", "share", "low", "high", "n", "of"]
    return plots.habits(tidy(pd.DataFrame(rows, columns=columns), facts={"group": "Africa"}), page=PAGE)


@picture
def test_plaudits_and_demands():
    counts = {"plaudits": [4, 1, 2], "considers": [1, 0, 1], "demands": [2, 5, 0], "uncoded": [0, 1, 0]}
    table = pd.DataFrame(
        {
            "name": ["Sylvania", "Freedonia", "Grand Fenwick"],
            "standing": ["friend", "other", "none"],
            "marked": True,
            **{f"asked_{part}": values for part, values in counts.items()},
            **{f"received_{part}": values[::-1] for part, values in counts.items()},
            "asked_n": [7, 7, 3],
            "received_n": [3, 7, 7],
        }
    )
    return plots.plaudits_and_demands(tidy(table, title="Ruritania and others"), page=PAGE)


@picture
def test_specification_curve():
    size = 40
    estimates = pd.DataFrame({"claim": "friends-accepted", "estimate": np.linspace(-1, 2, size)}).assign(
        low_clustered=np.linspace(-2, 1, size),
        high_clustered=np.linspace(0, 3, size),
        agrees=lambda rows: rows["estimate"] > 0,
        strong=lambda rows: rows["low_clustered"] > 0,
        place=np.arange(1, size + 1),
        coding=["recorded", "belated"] * 20,
        session=[1, 3, 4, 6] * 10,
    )
    facts = {"estimate": "an invented estimate", "values": by_value(estimates)}
    return plots.specification_curve(tidy(estimates, facts=facts), page=PAGE)


@picture
def test_assumptions():
    words = ["regional group", "friendship", "answer", "sensitivity of the request"]
    places = {"column": [0, 0, 2, 1], "row": [2, 1, 1, 0]}
    nodes = pd.DataFrame({"id": list("gfas"), "words": words, **places, "seen": [True, True, True, False]})
    ends = [("g", "f"), ("g", "a"), ("f", "a"), ("s", "a")]
    of = nodes.set_index("id")["words"]
    arrows = pd.DataFrame([{"cause": of[cause], "effect": of[effect]} for cause, effect in ends])
    return plots.assumptions(tidy(arrows, facts={"nodes": nodes, "arrows": ends}), page=PAGE)


@picture
def test_record():
    positions = ["accepted", "implemented", "partly_accepted", "pending", "noted", "not_fully_accepted", "not_accepted"]
    lines = pd.DataFrame(
        [
            ("2009-12-07", "2009-12-07", "review", "Review, cycle 1", None, *[None] * 7),
            ("2009-12-09", "2009-12-09", "document", "Report of the Working Group", "A/1", 0, 0, 0, 117, 0, 0, 50),
            ("2013-03-21", "2013-03-21", "event", "Inquiry established", None, *[None] * 7),
            ("2014-05-01 (about)", "2014-05-01", "document", "Annex", "A/2", 81, 4, 6, 0, 15, 20, 15),
        ],
        columns=["day", "date", "kind", "label", "document", *positions],
    )
    return plots.record(tidy(lines, facts={"the_who": "Ruritania"}), page=PAGE)


def spread(size, *, seed):
    """Shares of `size` invented States."""
    return np.random.default_rng(seed).uniform(0, 1, size).round(3)


@picture
def test_room_and_end():
    reviews = pd.DataFrame(
        {
            "sur": [*(f"S{place:02}" for place in range(39)), "RUR"] * 2,
            "cycle": [1] * 40 + [2] * 40,
            "share_left_open": spread(80, seed=1),
            "share_open_accepted": spread(80, seed=2),
            "left_open": 30,
            "known": 90,
            "open_accepted": 12,
        }
    )
    own = reviews[reviews["sur"] == "RUR"].assign(median=0.3)
    return plots.room_and_end(tidy(own, facts={"all_reviews": reviews, "sur": "RUR", "who": "Ruritania"}), page=PAGE)


@picture
def test_transitions():
    rows = [
        ("Ruritania", "noted", 0, 133),
        ("Ruritania", "pending", 114, 189),
        ("All States", "noted", 120, 8800),
        ("All States", "pending", 9100, 4300),
        ("All States", "accepted", 13725, 22),
    ]
    return plots.transitions(tidy(pd.DataFrame(rows, columns=["panel", "position_wg", "accepted", "noted"])), page=PAGE)


@picture
def test_changes():
    others = pd.DataFrame({"sur": [f"S{place:02}" for place in range(50)], "rate_1": spread(50, seed=3)})
    others = others.assign(rate_2=spread(50, seed=4), silent=False)
    others.loc[[3, 17], ["rate_1", "silent"]] = [0.0, True]
    own = pd.DataFrame({"coding": ["recorded", "belated_partial"], "rate_1": [0.05, 0.52], "rate_2": [0.42, 0.42]})
    others, own = (table.assign(change=table["rate_2"] - table["rate_1"]) for table in (others, own))
    facts = {"others": others, "own": own, "who": "Ruritania", "mean": float(others["change"].mean())}
    return plots.changes(tidy(own, facts=facts), page=PAGE)


@picture
def test_stages():
    lines = [
        (cycle, stage, group, label, 10 * cycle, rate, rate - 0.1, rate + 0.1, rate, rate)
        for cycle in (1, 2)
        for stage, rate in (("refused_in_room", 0.3), ("accepted_of_open", 0.6 + 0.1 * cycle))
        for group, label in (("all", "all"), ("action category", "continue"), ("friends", "friends"))
    ]
    measures = ["n", "rate", "low_clustered", "high_clustered", "rate_min", "rate_max"]
    table = pd.DataFrame(lines, columns=["cycle", "stage", "group", "label", *measures])
    table = table.assign(low=table["low_clustered"], high=table["high_clustered"])
    table.loc[4, ["rate", "low", "high", "low_clustered", "high_clustered", "rate_min"]] = [*[np.nan] * 5, 0.2]
    return plots.stages(tidy(table, facts={"who": "Ruritania"}), page=PAGE)


@picture
def test_bounds():
    rows = [
        ("action", "continue", 10, 0.4, 0.8, 12, 0.75, 0.75),
        ("action", "specific action", 40, 0.1, 0.1, 38, 0.05, 0.15),
        ("regional_group", "Africa", 22, 0.5, 0.9, np.nan, np.nan, np.nan),
        ("family", "Justice", 31, 0.2, 0.6, 25, 0.4, 0.4),
    ]
    columns = ["group", "label", "n", "rate_min", "rate_max", "n_2", "rate_min_2", "rate_max_2"]
    return plots.bounds(tidy(pd.DataFrame(rows, columns=columns).assign(drawn=True)), page=PAGE)


@picture
def test_returning():
    rows = [
        (kind, who, threshold, rate, rate - 0.1, rate + 0.1, round(40 * rate), 40, threshold == 0.6)
        for kind in ("same recommending State", "another State")
        for who, rate in (("own", 0.3), ("others", 0.2))
        for threshold in (0.5, 0.6, 0.7)
    ]
    columns = ["kind", "who", "threshold", "rate", "low", "high", "opened", "refused", "chosen"]
    return plots.returning(tidy(pd.DataFrame(rows, columns=columns), facts={"who": "Ruritania"}), page=PAGE)


@picture
def test_inquiries():
    table = pd.DataFrame(
        {
            "label": ["Ruritania: inquiry", "Sylvania: inquiry", "Freedonia: inquiry"],
            "change": [0.42, -0.1, 0.05],
            "own": [True, False, False],
        }
    )
    placebo = np.random.default_rng(5).normal(0, 0.2, 150).clip(-1, 1)
    return plots.inquiries(tidy(table, facts={"placebo": placebo, "mean": float(placebo.mean())}), page=PAGE)


def among_others():
    """Two numbers of one State among eighty others; the first is a share, the second a difference."""
    codes = ["RUR", *(f"{a}{b}{a}" for a in "ABCDEFGHIJ" for b in "KLMNOPQR")]
    values = {"accepted": spread(81, seed=1), "low_cost_less_specific": 2 * spread(81, seed=2) - 1}
    everyone = pd.concat([pd.DataFrame({"measure": name, "sur": codes, "value": v}) for name, v in values.items()])
    rows = [("accepted", "accepted", False, 0.42, 0.3, 0.55), ("low_cost_less_specific", "gap", True, 0.8, 0.6, 0.95)]
    columns = ["measure", "label", "is_difference", "value", "low_clustered", "high_clustered"]
    table = pd.DataFrame(rows, columns=columns).assign(ranked=True, rank=6, states=81, end="largest", median=0.3)
    facts = {"all_states": everyone, "who": "Ruritania", "the_name": "Ruritania", "sur": "RUR", "cycle": 2}
    return tidy(table.assign(lowest="Sylvania 1", highest="3 States 99"), facts=facts)


@picture
def test_among_all_states():
    return plots.among_all_states(among_others(), page=PAGE)


@picture
def test_states_by_value():
    return plots.states_by_value(among_others(), "low_cost_less_specific", page=PAGE)
