using System.Diagnostics;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>A real file with known answers: three days of an online shop, one order line a row.</summary>
public sealed class RetailStory(ITestOutputHelper output)
{
    private const string Mapping = """
        {"format":"csv","encoding":"auto","kind":"events","columns":[
          {"from":"CustomerID","to":"identifier:user_id"},
          {"from":"InvoiceNo","to":"property:order_id"},
          {"from":"StockCode","to":"property:sku"},
          {"from":"Description","to":"property:name"},
          {"from":"Quantity","to":"property:quantity","type":"number"},
          {"from":"UnitPrice","to":"property:price","type":"number"},
          {"from":"Country","to":"property:country"}],
         "event":"Order Line",
         "timestamp":{"from":"InvoiceDate","format":"yyyy-MM-dd HH:mm:ss","timeZone":"Europe/London"},
         "messageId":["InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country"]}
        """;

    [DataFact]
    public async Task OrderLines_OfThreeDays_AreCountedExactly()
    {
        var file = Directory.EnumerateFiles(Path.Combine(DataFactAttribute.Folder!, "retail"), "online_retail_*.csv*").Single();
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var watch = Stopwatch.StartNew();

        var id = await api.ImportAsync("online_retail.csv", await File.ReadAllBytesAsync(file), Mapping);
        var state = await api.UntilImportedAsync(id, TimeSpan.FromSeconds(60));
        await studio.UntilCaughtUpAsync();

        output.WriteLine($"{state.ToJsonString()} in {watch.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal("completed", state["state"]!.GetValue<string>());
        Assert.Equal(7_419, state["rowsRead"]!.GetValue<int>());
        Assert.Equal(2_290, state["rowsRejected"]!.GetValue<int>());
        Assert.Equal(102, state["rowsDuplicate"]!.GetValue<int>());
        Assert.Equal(5_027, state["rowsImported"]!.GetValue<int>());
        Assert.Equal(255, await api.CountAsync("""{"event":"Order Line"}"""));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed.TotalSeconds:0.0} s");
        var rejects = await api.TextAsync($"/api/v1/imports/{id}/rejects");
        Assert.StartsWith("InvoiceNo,StockCode,", rejects, StringComparison.Ordinal);
    }
}
