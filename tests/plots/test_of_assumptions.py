from matplotlib.patches import FancyArrowPatch

from uprlib import plots
from uprlib.ledger import assumptions
from uprlib.plots.style import caption_of


def test_the_drawing_has_a_box_for_each_node_and_an_arrow_for_each_row():
    arrows = assumptions.read()
    (axes,) = plots.assumptions(arrows).axes
    assert len(axes.texts) == len(arrows.about.facts["nodes"])
    assert len([patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]) == len(arrows)
    broken = {
        text.get_text().replace("\n", " ") for text in axes.texts if text.get_bbox_patch().get_linestyle() == "--"
    }
    assert broken == {"sensitivity of the request", "succession of 2011", "practice of the first cycle"}


def test_the_words_beside_it_name_every_arrow():
    arrows = assumptions.read()
    caption = caption_of(plots.assumptions(arrows))
    assert caption.alt.count("; from ") == len(arrows) - 1 and "from regional group to friendship" in caption.alt
    assert "Not in these data: sensitivity of the request" in caption.alt
