from uprlib.facts import built, tables


def test_a_changed_raw_table_is_built_again_without_being_asked(project_copy):
    before = tables.load("recommendations")
    path = project_copy / "data" / "raw" / "recommendations.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("A/HRC/27/10:124.1:"))
    path.write_text(text.replace(line, line.replace("accepted", "noted", 1)), encoding="utf-8")
    assert not built.is_fresh("recommendations")
    after = tables.load("recommendations")
    changed = before["position"] != after["position"]
    assert before.loc[changed, "paragraph"].tolist() == ["124.1"]
    assert built.is_fresh("recommendations")


def test_the_same_bytes_every_time(project_copy):
    built.write("reviews")
    first = built.parquet("reviews").read_bytes()
    built.write("reviews")
    assert built.parquet("reviews").read_bytes() == first


def test_a_checkout_that_cannot_be_written_still_answers(project_copy, monkeypatch):
    from uprlib import atomic
    from uprlib.errors import UprError

    def refuse(*_):
        raise UprError("this folder cannot be written to")

    built.parquet("sessions").unlink()
    monkeypatch.setattr(atomic, "write_with", refuse)
    assert len(tables.load("sessions")) == 26
    assert not built.parquet("sessions").exists()


def test_a_half_written_table_is_not_taken_for_a_finished_one(project_copy):
    built.write("issues")
    built.parquet("issues").write_bytes(built.parquet("issues").read_bytes()[:100])
    assert not built.is_fresh("issues")
    assert len(tables.load("issues")) == 54


def test_every_issue_of_every_coded_recommendation_has_a_family():
    table = tables.load("recommendation_issues")
    assert table["family"].notna().all() and table["issue"].nunique() == 54
    assert table.groupby("rec_id").size().between(1, 6).all()


def test_tables_are_copies(corpus):
    one = tables.load("issues")
    one.loc[0, "family"] = "changed"
    assert tables.load("issues").loc[0, "family"] != "changed"
