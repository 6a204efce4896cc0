// closedxml_reader LIST: each line of LIST names two workbooks (../open_xml_validator/Readers.cs). What ClosedXML sees in "after" no more
// is printed, one finding a line. A program of its own: ClosedXML 0.95.4 needs an Open XML SDK of before version 3.
int bad = 0, read = 0, pairs = 0;
foreach (var pair in Pair.Of(args[0]))
{
    ++pairs;
    if (Readers.Compare("ClosedXML", Closed, pair, what =>
        {
            ++bad;
            Console.WriteLine($"{pair.After}: {what}");
        })) ++read;
}
Console.WriteLine($"closedxml_reader: {pairs} workbooks, of which it reads {read}, {bad} breaches");
return bad == 0 ? 0 : 1;

static Dictionary<string, Values> Closed(string path)
{
    using var book = new ClosedXML.Excel.XLWorkbook(path, ClosedXML.Excel.XLEventTracking.Disabled);
    var sheets = new Dictionary<string, Values>();
    foreach (var sheet in book.Worksheets)
    {
        var values = sheets[sheet.Name] = [];
        foreach (var cell in sheet.CellsUsed()) values.Add(cell.HasFormula ? cell.CachedValue : cell.Value);  // it works nothing out
    }
    return sheets;
}
