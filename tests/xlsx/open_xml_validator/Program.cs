// open_xml_validator LIST: each line of LIST is "before<TAB>after", two workbooks; "before" may be empty. A third word, "cells", says that no cell may be gone.
//
// What Microsoft's Open XML SDK finds in "after" and not in "before" is printed, one finding a line, and what other people's readers say: one
// that opened "before" must open "after" and find its sheets, and no fewer cells where that is asked. Exit status 1 where there is a line.
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
var validator = new OpenXmlValidator(FileFormatVersions.Microsoft365) { MaxNumberOfErrors = 5000 };
int bad = 0, pairs = 0;
foreach (var line in File.ReadLines(args[0]))
{
    var names = line.Split('\t');
    ++pairs;
    var found = Breaches(names[1]);
    if (names[0].Length > 0)
        foreach (var (kind, count) in Breaches(names[0]))
            if (found.TryGetValue(kind, out var now)) found[kind] = now - count;
    foreach (var (kind, count) in found.Where(each => each.Value > 0).OrderBy(each => each.Key, StringComparer.Ordinal)) Tell(names[1], $"{kind} ({count} times)");
    foreach (var (reader, open) in new (string, Func<string, Dictionary<string, long>>)[] { ("NPOI", Npoi), ("ExcelDataReader", DataReader) })
    {
        if (names[0].Length > 0 && Try(open, names[0]) is null) continue;
        if (Try(open, names[1]) is not { } after) { Tell(names[1], $"{reader} cannot open it"); continue; }
        if (names[0].Length == 0) continue;
        foreach (var (sheet, cells) in Try(open, names[0])!)
            if (!after.TryGetValue(sheet, out var still)) Tell(names[1], $"{reader} misses a sheet");
            else if (still < cells && names.Length > 2) Tell(names[1], $"{reader} finds {still} cells on a sheet that had {cells}");
    }
}
Console.WriteLine($"open_xml_validator: {pairs} workbooks, {bad} breaches");
return bad == 0 ? 0 : 1;

void Tell(string workbook, string what)
{
    ++bad;
    Console.WriteLine($"{workbook}: {what}");
}

// By kind and part, never by what a cell holds.
Dictionary<string, int> Breaches(string path)
{
    var found = new Dictionary<string, int>();
    void Add(string kind) => found[kind] = found.GetValueOrDefault(kind) + 1;
    try
    {
        using var document = SpreadsheetDocument.Open(path, false);
        foreach (var error in validator.Validate(document)) Add($"{error.Id}, {error.Part?.Uri}, {error.Node?.LocalName} in {error.Node?.Parent?.LocalName}");
    }
    catch (Exception fault) when (fault is OpenXmlPackageException or IOException or FormatException or InvalidDataException or System.Xml.XmlException or ArgumentException or InvalidOperationException)
    {
        Add($"cannot be opened: {fault.GetType().Name}");
    }
    return found;
}

static Dictionary<string, long>? Try(Func<string, Dictionary<string, long>> open, string path)
{
    try { return open(path); }
    catch (Exception) { return null; }  // readers have errors of every kind
}

// Filled cells by sheet.
static Dictionary<string, long> Npoi(string path)
{
    using var file = File.OpenRead(path);
    var book = new NPOI.XSSF.UserModel.XSSFWorkbook(file);
    var counts = new Dictionary<string, long>();
    for (var at = 0; at < book.NumberOfSheets; ++at)
    {
        long cells = 0;
        foreach (NPOI.SS.UserModel.IRow row in book.GetSheetAt(at)) cells += row.Cells.Count(cell => cell.ToString() is { Length: > 0 });
        counts[book.GetSheetName(at)] = cells;
    }
    return counts;
}

static Dictionary<string, long> DataReader(string path)
{
    using var file = File.OpenRead(path);
    using var reader = ExcelDataReader.ExcelReaderFactory.CreateReader(file);
    var counts = new Dictionary<string, long>();
    do
    {
        long cells = 0;
        while (reader.Read())
            for (var at = 0; at < reader.FieldCount; ++at)
                if (reader.GetValue(at) is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 }) ++cells;
        counts[reader.Name] = cells;
    } while (reader.NextResult());
    return counts;
}
