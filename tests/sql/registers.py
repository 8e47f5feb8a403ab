"""Risks of a register, rated and valued, and those that must not count."""

FEB, MAR = "2026-02-28", "2026-03-31"
RATED = {"probability_score": 4, "impact_score": 5, "residual_probability_score": 3, "residual_impact_score": 4}
VALUED = {
    "probability": 0.5, "cost_impact": 1000, "residual_probability": 0.2, "residual_cost_impact": 800,
}  # fmt: skip


def risk(risk_id: str, project: str = "P1", **more) -> dict:
    return {"project_id": project, "risk_id": risk_id, "risk_name": f"Risk {risk_id}", **more}


def decoys() -> list[dict]:
    """Risks that must change nothing for P1: closed, happened, cancelled, of another project."""
    large = {**RATED, **VALUED, "cost_impact": 10**9, "due_on": "2025-01-01", "raised_on": "2020-01-01"}
    return [risk("D1", status="closed", **large), risk("D2", status="occurred", **large),
            risk("D3", status="cancelled", **large), risk("D4", "P2", **large)]  # fmt: skip
