// open_xml_validator LIST: each line of LIST names two workbooks (Readers.cs).
//
// What Microsoft's Open XML SDK finds in "after" and not in "before" is printed, one finding a line, and what other people's readers
// (NPOI, ExcelDataReader) see there no more. Exit status 1 where there is a line.
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NPOI.SS.UserModel;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
var validator = new OpenXmlValidator(FileFormatVersions.Microsoft365) { MaxNumberOfErrors = 5000 };
int bad = 0, pairs = 0;
foreach (var pair in Pair.Of(args[0]))
{
    ++pairs;
    var found = Breaches(pair.After);
    if (pair.Before.Length > 0)
        foreach (var (kind, count) in Breaches(pair.Before))
            if (found.TryGetValue(kind, out var now)) found[kind] = now - count;
    foreach (var (kind, count) in found.Where(each => each.Value > 0).OrderBy(each => each.Key, StringComparer.Ordinal)) Tell(pair.After, $"{kind} ({count} times)");
    Readers.Compare("NPOI", Npoi, pair, what => Tell(pair.After, what));
    Readers.Compare("ExcelDataReader", DataReader, pair, what => Tell(pair.After, what));
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

static Dictionary<string, Values> Npoi(string path)
{
    using var file = File.OpenRead(path);
    var book = new NPOI.XSSF.UserModel.XSSFWorkbook(file);
    var sheets = new Dictionary<string, Values>();
    for (var at = 0; at < book.NumberOfSheets; ++at)
    {
        var values = sheets[book.GetSheetName(at)] = [];
        foreach (IRow row in book.GetSheetAt(at))
            foreach (var cell in row.Cells)
                values.Add((cell.CellType == CellType.Formula ? cell.CachedFormulaResultType : cell.CellType) switch
                {
                    CellType.Numeric => cell.NumericCellValue,
                    CellType.String => cell.StringCellValue,
                    CellType.Boolean => cell.BooleanCellValue,
                    CellType.Error => $"error {cell.ErrorCellValue}",
                    _ => null,
                });
    }
    return sheets;
}

static Dictionary<string, Values> DataReader(string path)
{
    using var file = File.OpenRead(path);
    using var reader = ExcelDataReader.ExcelReaderFactory.CreateReader(file);
    var sheets = new Dictionary<string, Values>();
    do
    {
        var values = sheets[reader.Name] = [];
        while (reader.Read())
            for (var at = 0; at < reader.FieldCount; ++at) values.Add(reader.GetValue(at));
    } while (reader.NextResult());
    return sheets;
}
