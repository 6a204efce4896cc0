// How other people's readers see a workbook before and after Counterfoil wrote it: one that opened "before" must open "after", find its
// sheets, unless it is a copy for others, and, where that is asked, each old value as often as before. Values are counted by sheet,
// wherever they stand now.
using System.Globalization;

/// A line of the list: "before<TAB>after" and perhaps a third word; "before" may be empty. "values=N": how many values the edit was to
/// replace. "copy": for others, with fewer sheets.
record Pair(string Before, string After, long? Replaced, bool Copy)
{
    public static IEnumerable<Pair> Of(string list) => File.ReadLines(list).Select(line => line.Split('\t')).Select(words =>
    {
        var more = words.Length > 2 ? words[2] : "";
        return new Pair(words[0], words[1], more.StartsWith("values=") ? long.Parse(more["values=".Length..], CultureInfo.InvariantCulture) : null, more == "copy");
    });
}

/// Values of a sheet, and how often each stands there.
class Values : Dictionary<string, long>
{
    public void Add(object? value)
    {
        var text = value switch
        {
            null => "",
            DateTime time => time.ToString("s", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        if (text.Length > 0) this[text] = this.GetValueOrDefault(text) + 1;
    }

    public long Missing(Values after) => this.Sum(each => Math.Max(0, each.Value - after.GetValueOrDefault(each.Key)));
}

static class Readers
{
    /// Sheets by name; null: the reader does not open it, and `why` is the kind of its error.
    static Dictionary<string, Values>? Try(Func<string, Dictionary<string, Values>> open, string path, out string why)
    {
        why = "";
        try { return open(path); }
        catch (Exception fault)  // readers have errors of every kind
        {
            why = $"{fault.GetType().Name} in {fault.TargetSite?.DeclaringType?.Name}.{fault.TargetSite?.Name}";
            return null;
        }
    }

    /// `tell` gets a sentence for each fault, never what a cell holds. False where the reader does not open "before".
    public static bool Compare(string reader, Func<string, Dictionary<string, Values>> open, Pair pair, Action<string> tell)
    {
        var before = pair.Before.Length > 0 ? Try(open, pair.Before, out _) : [];
        if (before is null) return false;
        if (Try(open, pair.After, out var why) is not { } after)
        {
            tell($"{reader} cannot open it: {why}");
            return true;
        }
        long gone = 0;
        foreach (var (sheet, values) in before)
        {
            if (!after.TryGetValue(sheet, out var still)) { if (!pair.Copy) tell($"{reader} misses a sheet"); }
            else gone += values.Missing(still);
        }
        if (gone > pair.Replaced) tell($"{reader} finds {gone} old values no more, {pair.Replaced} were to be replaced");
        return true;
    }
}
