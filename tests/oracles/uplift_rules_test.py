"""Random rules and lines: each rule's sentence says what stands in its cells, and each line's new rate is what the sentence comes to.

Shares no code with the plugin: exact fractions, from the rules as they were written. COUNTERFOIL_SEEDS names other seeds."""

import csv
import datetime
import os
import pathlib
import random
import sys
import unittest
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
from counterfoil import CommandTest, load, main, table  # noqa: E402

LINES, RULES = 800, 24
TYPES = {"Home care": ["Homecare", "Reablement", "Sitting"], "Care home": ["Residential", "Nursing"], "Short breaks": ["Outreach"]}
PROVIDERS = ["Imaginary Care Ltd", "Nowhere & Sons", "Testa House", "Marmalade Homes Limited"]
UNITS = {"Home care": "Hour", "Care home": "Week", "Short breaks": "Session"}
EFFECTIVE = datetime.date(2025, 4, 7)
RULE_HEADINGS = ["Rule", "Priority", "Service type", "Service", "Provider", "Framework", "Unit", "Rate from", "Rate to", "Started from", "Started to", "Action",
                 "Percent", "Other percent", "Plus", "Rate", "Floor", "Cap", "Rounding", "Round to", "Reason"]
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day_text(day):
    return f"{day:%d/%m/%Y}"


def day_words(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def half_up(number, step):
    """The multiple of `step` that is nearest, halves away from nought."""
    parts = abs(Fraction(number)) / step + Fraction(1, 2)
    return (1 if number >= 0 else -1) * (parts.numerator // parts.denominator) * step


def random_line(dice, number):
    kind = dice.choice(list(TYPES))
    pence = dice.randrange(60_000, 120_000) if kind == "Care home" else dice.randrange(1_500, 3_000)
    quantity = Fraction(1) if kind == "Care home" else Fraction(dice.randrange(2, 160), 4)
    return {"id": f"L{number:05}", "Service type": kind, "Service": dice.choice(TYPES[kind]), "Provider": dice.choice(PROVIDERS), "Framework": dice.choice(["", "Yes", "No", "North"]),
            "Unit": UNITS[kind], "rate": Fraction(pence, 100), "quantity": quantity, "start": datetime.date(2020, 1, 1) + datetime.timedelta(days=dice.randrange(1500))}


def random_rule(dice, number):
    """Of the words that its cells hold; figures as texts."""
    rule = {"Rule": f"R{number:02}", "Priority": str(number)}
    kind = dice.choice(list(TYPES))
    if dice.random() < 0.9:
        rule["Service type"] = kind
        if dice.random() < 0.5:
            rule["Service"] = dice.choice(TYPES[kind])
    if dice.random() < 0.3:
        rule["Provider"] = dice.choice(PROVIDERS)
    if dice.random() < 0.2:
        rule["Framework"] = dice.choice(["No", "North"])
    if dice.random() < 0.2:
        rule["Unit"] = UNITS[kind]
    low = 700 if kind == "Care home" else 18
    if dice.random() < 0.25:
        rule["Rate from"] = f"{low}.{dice.randrange(100):02}"
    if dice.random() < 0.25:
        rule["Rate to"] = f"{low * 4 // 3}.{dice.randrange(100):02}"
    if dice.random() < 0.2:
        rule["Started from"] = day_text(datetime.date(2021, dice.randrange(1, 13), 5))
    if dice.random() < 0.2:
        rule["Started to"] = day_text(datetime.date(2023, dice.randrange(1, 13), 5))
    percent = lambda: f"{dice.choice(['', '', '', '-'])}{dice.randrange(1, 12)}.{dice.randrange(100):02}%"
    action = rule["Action"] = dice.choice(["Percent"] * 4 + ["Plus", "To rate", "Floor", "Cap", "Lower of", "Higher of", "Keep", "Exclude"])
    if action == "Percent":
        rule["Percent"] = percent()
        if dice.random() < 0.3:
            rule["Plus"] = f"0.{dice.randrange(1, 100):02}"
    elif action == "Plus":
        rule["Plus"] = f"{dice.randrange(3)}.{dice.randrange(1, 100):02}"
    elif action in ("To rate", "Floor", "Cap"):
        rule["Rate" if action == "To rate" else action] = f"{low * dice.randrange(90, 120) // 100}.{dice.randrange(100):02}"
    elif action in ("Lower of", "Higher of"):
        rule.update({"Percent": percent(), "Other percent": percent()} if dice.random() < 0.5 else {"Percent": percent(), "Plus": "0.77", "Rate": f"{low}.50"})
    elif action == "Exclude":
        rule["Reason"] = "Own indexation"
    if action in ("Percent", "Plus", "Lower of", "Higher of") and dice.random() < 0.6:
        rule["Rounding"] = dice.choice(["Up", "Down", "Nearest"])
        rule["Round to"] = dice.choice(["0.01", "0.04", "0.07", "0.1"])
    if action == "Percent" and dice.random() < 0.3:
        rule["Floor"] = f"{low}.25"
        rule["Cap"] = f"{low * 4 // 3}.75"
    return rule


def figure(text):
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


def money(text):
    number = figure(text)
    return ("-" if number < 0 else "") + f"£{abs(float(number)):.2f}"


def moved(text):
    number = figure(text)
    size = f"{abs(float(number)) * 100:.2f}%" if text.endswith("%") else money(text).lstrip("-")
    return ("less " if number < 0 else "plus ") + size


def sentence(rule):
    """What the program must say of the rule."""
    day = lambda heading: datetime.datetime.strptime(rule[heading], "%d/%m/%Y").date()
    parts = [rule[each] for each in ("Service type", "Service") if each in rule]
    parts += [f"provider {rule['Provider']}"] if "Provider" in rule else []
    parts += ["outside frameworks" if rule["Framework"] == "No" else f"framework {rule['Framework']}"] if "Framework" in rule else []
    parts += [f"unit {rule['Unit']}"] if "Unit" in rule else []
    if "Rate from" in rule or "Rate to" in rule:
        parts.append(f"{money(rule['Rate from'])} to {money(rule['Rate to'])}" if "Rate from" in rule and "Rate to" in rule
                     else f"{money(rule['Rate from'])} or more" if "Rate from" in rule else f"{money(rule['Rate to'])} or less")
    if "Started from" in rule or "Started to" in rule:
        parts.append(f"begun {day_words(day('Started from'))} to {day_words(day('Started to'))}" if "Started from" in rule and "Started to" in rule
                     else f"begun on {day_words(day('Started from'))} or later" if "Started from" in rule else f"begun by {day_words(day('Started to'))}")
    moves = [moved(rule[each]) for each in ("Percent", "Other percent", "Plus") if each in rule]
    action = rule["Action"]
    listed = lambda names: names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    if action in ("Lower of", "Higher of"):
        does = f"the {action.lower().replace(' of', '')} of " + listed(moves + ([money(rule["Rate"])] if "Rate" in rule else []))
    else:
        does = {"To rate": f"set to {money(rule.get('Rate', '0'))}", "Floor": "the old rate", "Cap": "the old rate", "Keep": "the old rate, kept",
                "Exclude": f"left out: {rule.get('Reason')}"}.get(action) or listed(moves)
    if action in ("Percent", "Plus", "Lower of", "Higher of"):
        way = {"Up": "up to the next", "Down": "down to the last"}.get(rule.get("Rounding"), "to the nearest")
        does += f", {way} {money(rule.get('Round to', '0.01'))}"
    does += f", at least {money(rule['Floor'])}" if "Floor" in rule else ""
    does += f", at most {money(rule['Cap'])}" if "Cap" in rule else ""
    return ", ".join(parts or ["every line"]) + f", from {day_words(EFFECTIVE)}: {does}"


def fits(rule, line):
    day = lambda heading: datetime.datetime.strptime(rule[heading], "%d/%m/%Y").date()
    if any(each in rule and rule[each] != line[each] for each in ("Service type", "Service", "Provider", "Unit")):
        return False
    if "Framework" in rule and line["Framework"] != rule["Framework"] and not (rule["Framework"] == "No" and line["Framework"] == ""):
        return False
    return (("Rate from" not in rule or line["rate"] >= figure(rule["Rate from"])) and ("Rate to" not in rule or line["rate"] <= figure(rule["Rate to"]))
            and ("Started from" not in rule or line["start"] >= day("Started from")) and ("Started to" not in rule or line["start"] <= day("Started to")))


def new_rate(rule, old):
    millionth = Fraction(1, 1_000_000)
    percent = lambda text: half_up(old * (1 + figure(text)), millionth)
    action = rule["Action"]
    if action in ("Lower of", "Higher of"):
        ways = [percent(rule[each]) for each in ("Percent", "Other percent") if each in rule] + ([old + figure(rule["Plus"])] if "Plus" in rule else [])
        ways += [figure(rule["Rate"])] if "Rate" in rule else []
        rate = min(ways) if action == "Lower of" else max(ways)
    elif action == "To rate":
        rate = figure(rule["Rate"])
    else:
        rate = percent(rule.get("Percent", "0%")) + figure(rule.get("Plus", "0"))
    if action in ("Percent", "Plus", "Lower of", "Higher of"):
        step = figure(rule.get("Round to", "0.01"))
        steps = rate / step
        rate = {"Up": -(-steps.numerator // steps.denominator) * step, "Down": steps.numerator // steps.denominator * step}.get(rule.get("Rounding"), half_up(rate, step))
    rate = max(rate, figure(rule["Floor"])) if "Floor" in rule else rate
    return min(rate, figure(rule["Cap"])) if "Cap" in rule else rate


class UpliftRules(CommandTest):
    def write(self, name, headings, rows):
        path = self.folder / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
        return path

    def uplift(self, lines, rules):
        rows = [{"CPLI ID": one["id"], "ASC ID": "X" + one["id"], **{each: one[each] for each in ("Service type", "Service", "Provider", "Framework", "Unit")},
                 "Start Date": day_text(one["start"]), "Quantity": float(one["quantity"]), "Unit Cost": f"{float(one['rate']):.2f}", "Frequency": "Weekly",
                 "Weekly Cost": f"{float(half_up(one['rate'] * one['quantity'], Fraction(1, 100))):.2f}"} for one in lines]
        workbook = self.folder / "Uplift.xlsx"
        result = self.command("run", "uplift", "--lines", self.write("lines.csv", list(rows[0]), rows), "--rules", self.write("rules.csv", RULE_HEADINGS, rules),
                              "--workbook", workbook, "--set", f"effective={EFFECTIVE}", "--set", "largest-percent=1000%", "--set", "outlier-times=0",
                              "--set", "recent-months=0", "--reason", "A test of the arithmetic alone")
        self.assertEqual(0, result.exit, str(result))
        return load(workbook)

    def test_sentences_and_prices(self):
        for seed in os.environ.get("COUNTERFOIL_SEEDS", "20 77").split():
            with self.subTest(seed=seed):
                self.check(random.Random(int(seed)))
                (self.folder / "Uplift.xlsx").unlink()

    def check(self, dice):
        lines = [random_line(dice, number) for number in range(1, LINES + 1)]
        rules = [random_rule(dice, number) for number in range(1, RULES + 1)]
        book = self.uplift(lines, rules)
        said = {row["Rule"]: row for row in table(book["Rules"], "Rule", "In words", "Lines")}
        changes = {row["Line ID"]: row for row in table(book["Changes"], "Person ID", "Line ID", "New rate")}
        unmatched = {row["Line ID"]: row for row in table(book["Unmatched"], "Person ID", "Line ID", "Why")}
        spoke = dict.fromkeys(said, 0)
        wrong = [f"{rule['Rule']}: {said[rule['Rule']]['In words']} / {sentence(rule)}" for rule in rules if said[rule["Rule"]]["In words"] != sentence(rule)]
        for line in lines:
            rule = next((each for each in rules if fits(each, line)), None)
            rate = new_rate(rule, line["rate"]) if rule and rule["Action"] != "Exclude" else None
            if rule:
                spoke[rule["Rule"]] += 1
            result = ("No rule" if not rule else "Excluded" if rate is None else "Held" if rate < line["rate"] or rate <= 0
                      else "Unchanged" if rate == line["rate"] else "Uplifted")
            row = changes.get(line["id"]) or unmatched.get(line["id"])
            if result in ("Uplifted", "Unchanged"):
                week = lambda price: half_up(price * line["quantity"], Fraction(1, 100))
                expected = (result, rule["Rule"], round(float(rate), 6), float(week(line["rate"])), float(week(rate)))
                found = row and (row["Result"], row["Rule"], row.get("New rate"), row.get("A week before"), row.get("A week after"))
            else:
                expected, found = (result, rule["Rule"] if rule else None), row and (row["Result"], row["Rule"])
            if expected != found:
                wrong.append(f"{line['id']} at {float(line['rate'])}: {expected} / {found}")
        wrong += [f"{name}: spoke for {count}, not {said[name]['Lines']}" for name, count in spoke.items() if count != said[name]["Lines"]]
        self.assertEqual([], wrong[:20])
        self.assertTrue({"Uplifted", "Held", "Excluded"} <= {row["Result"] for row in [*changes.values(), *unmatched.values()]}, "something of each kind")


if __name__ == "__main__":
    main()
