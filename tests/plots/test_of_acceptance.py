import uprlib
from uprlib import acceptance, plots


def test_every_dot_is_on_the_line_of_its_category():
    """Cycle 1 has requests to consider and no others below general action, cycle 2 also one to continue."""
    upr = uprlib.corpus()
    own = acceptance.answers(upr, "PRK")
    first = (own["cycle"] == 1) & own["action"].isin([3, 4])
    second = (own["cycle"] == 2) & own["action"].isin([2, 5])
    figure = plots.rates_by_action(acceptance.rates(own[first | second], ["cycle", "action"]))
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    lines = dict(zip(figure.axes[0].get_yticks(), labels, strict=True))
    seen = [
        {lines[line.get_ydata()[0]] for line in axes.lines if line.get_marker() == "o" and len(line.get_xdata()) == 1}
        for axes in figure.axes
    ]
    assert seen == [{"3 consider", "4 general action"}, {"2 continue", "5 specific action"}]
