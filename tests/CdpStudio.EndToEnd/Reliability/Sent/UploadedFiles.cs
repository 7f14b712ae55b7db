using System.Globalization;
using System.Text;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability.Sent;

/// <summary>Files of deliveries that somebody uploads, with rows that come twice and rows without a person.</summary>
internal sealed class UploadedFiles(StudioApi api)
{
    private const int People = 40;
    private const int RowsOfMost = 3_000;
    private const int RowsOfLarge = 20_000;
    private const int LargeEvery = 5;
    private const int Twice = 30;
    private const int Nobodys = 10;

    private const string Mapping = """
        {"format":"csv","encoding":"auto","kind":"events","columns":[
          {"from":"Person","to":"identifier:user_id"},{"from":"Parcel","to":"property:parcel"}],
         "event":"Delivered","timestamp":{"from":"Day","format":"yyyy-MM-dd"},"messageId":["Parcel"]}
        """;

    private readonly List<(string Import, int Rows)> _files = [];

    public int Files => _files.Count;

    public int Rows => _files.Sum(f => f.Rows + Twice + Nobodys);

    public async Task AddAsync()
    {
        var rows = Files % LargeEvery == 0 ? RowsOfLarge : RowsOfMost;
        _files.Add((await api.ImportAsync(string.Create(CultureInfo.InvariantCulture, $"file-{Files}.csv"), Content(Files, rows), Mapping), rows));
    }

    public async Task ExpectAllAsync()
    {
        foreach (var (import, rows) in _files)
        {
            var state = await api.UntilImportedAsync(import, TimeSpan.FromSeconds(120));
            Assert.Equal(
                ("completed", rows + Twice + Nobodys, rows, Twice, Nobodys),
                (state["state"]!.GetValue<string>(), Number("rowsRead"), Number("rowsImported"), Number("rowsDuplicate"), Number("rowsRejected")));

            int Number(string name) => state[name]!.GetValue<int>();
        }

        for (var person = 0; person < People; person++) await api.ExpectOfAsync(person, "Delivered", _files.Sum(f => f.Rows) / People);
    }

    private static byte[] Content(int file, int rows)
    {
        var text = new StringBuilder("Parcel,Person,Day\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(Line(row));
            if (row < Twice) text.Append(Line(row));
            if (row < Nobodys) text.Append(CultureInfo.InvariantCulture, $"n-{file}-{row},,2026-01-01\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        string Line(int row) => string.Create(CultureInfo.InvariantCulture, $"p-{file}-{row},person-{row % People},2026-01-{row % 28 + 1:00}\n");
    }
}
