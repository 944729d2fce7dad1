"""One figure an experiment: force or penetration against travel of its runs, or predicted against measured points."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

COLOURS = ["#1b6ca8", "#d1495b", "#2e8b57", "#edae49", "#6a4c93", "#444444"]


def pressing(curve):
    return [i for i, phase in enumerate(curve["phase"]) if phase == 0]


def draw(experiment, results, rows, file):
    """Writes the experiment's figure as PNG."""
    figure, axes = plt.subplots(figsize=(6.4, 4.0), constrained_layout=True)
    kind = experiment.data.get("figure", {}).get("kind", "curves")
    if kind == "points":
        draw_points(axes, experiment, rows)
    else:
        draw_curves(axes, experiment, results, kind)
        if kind == "curves":
            draw_measured(axes, rows)
    axes.set_title(experiment.data["title"], fontsize=10)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(fontsize=8)
    axes.grid(alpha=0.3)
    figure.savefig(file, dpi=110)
    plt.close(figure)


def draw_curves(axes, experiment, results, kind):
    column, unit, label = ("force", 1e3, "force / mN") if kind == "curves" else ("penetration", 1e6, "penetration depth / um")
    for colour, (name, result) in zip(COLOURS, results.items()):
        if not result["curve"]:
            continue
        chosen = pressing(result["curve"])
        travel = [1e6 * result["curve"]["travel"][i] for i in chosen]
        axes.plot(travel, [unit * result["curve"][column][i] for i in chosen], color=colour,
                  label=(experiment.data["runs"][name] or {}).get("label", name))
    axes.set_xlabel("needle travel / um")
    axes.set_ylabel(label)


def draw_measured(axes, rows):
    """Measured forces as bands across the figure; open ranges as lines."""
    scale = {"mN": 1.0, "N": 1e3}
    shown = [row for row in rows if row.kind == "value" and row.unit in scale]
    for row in shown[:4]:
        low, high = (None if v is None else v * scale[row.unit] for v in row.measured_range)
        if low is None or high is None or low == high:
            axes.axhline(low if high is None else high, color="#888888", linewidth=1, linestyle="--")
        else:
            axes.axhspan(low, high, color="#888888", alpha=0.2)
        axes.annotate(f"measured {row.measured} {row.unit}: {row.name}", (0.01, high if high is not None else low), fontsize=6,
                      xycoords=("axes fraction", "data"), va="bottom")


def draw_points(axes, experiment, rows):
    rows = [row for row in rows if row.x is not None and row.predicted is not None]
    for row in rows:
        low, high = row.measured_range
        axes.plot([row.x, row.x], [low, high], color="#888888", linewidth=5, alpha=0.5, label="measured" if row is rows[0] else None)
        axes.plot([row.x], [row.predicted], "o", color=COLOURS[0], label="predicted" if row is rows[0] else None)
        if row.low is not None:
            axes.plot([row.x, row.x], [row.low, row.high], color=COLOURS[0], linewidth=1)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(experiment.data["figure"].get("x_label", ""))
    axes.set_ylabel(rows[0].unit if rows else "")


def draw_overview(rows, file):
    """Predicted over measured of every comparison that has both, with intervals and the factor of 1.5."""
    rows = [row for row in rows if row.kind == "value" and row.ratio]
    figure, axes = plt.subplots(figsize=(7.5, 0.28 * len(rows) + 1.2), constrained_layout=True)
    for i, row in enumerate(rows):
        colour = {"agrees": "#2e8b57", "interval covers": "#edae49"}.get(row.verdict, "#d1495b")
        if row.low is not None:
            axes.plot([row.ratio * row.low / row.predicted, row.ratio * row.high / row.predicted], [i, i], color=colour, linewidth=1.5)
        axes.plot([row.ratio], [i], "o" if row.role == "prediction" else "s", color=colour, markersize=5)
    axes.axvspan(1 / 1.5, 1.5, color="#888888", alpha=0.2)
    axes.axvline(1, color="#444444", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_yticks(range(len(rows)), [f"{row.experiment}: {row.name}" for row in rows], fontsize=7)
    axes.invert_yaxis()
    axes.set_xlabel("predicted over measured (band: factor 1.5; squares: calibration)", fontsize=8)
    figure.savefig(file, dpi=110)
    plt.close(figure)


def draw_sobol(ranking, file):
    """First-order Sobol indices of the puncture force as bars with their 90 % intervals, most important first."""
    rows = ranking[::-1]
    names, first = [row["parameter"] for row in rows], [row["first_order"] for row in rows]
    below = [max(0.0, row["first_order"] - row["low_5"]) for row in rows]
    above = [max(0.0, row["high_95"] - row["first_order"]) for row in rows]
    figure, axes = plt.subplots(figsize=(6.4, 0.25 * len(names) + 0.8), constrained_layout=True)
    axes.barh(names, first, color=COLOURS[0], xerr=[below, above], error_kw={"elinewidth": 1, "ecolor": "#444444"})
    axes.set_xlabel("first-order Sobol index of the puncture force, with 90 % interval", fontsize=8)
    axes.tick_params(labelsize=8)
    figure.savefig(file, dpi=110)
    plt.close(figure)
