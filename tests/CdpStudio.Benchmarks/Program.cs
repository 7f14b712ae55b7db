using System.Globalization;
using CdpStudio.Benchmarks.Audience;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Benchmarks.Sending;

switch (args)
{
    case ["audience", var people, var events]:
        await AudienceMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(events, CultureInfo.InvariantCulture));
        return 0;
    case ["peers", var people, var library]:
        return await PeerMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), library);
    case ["sending", var people, var connections]:
        await SendingMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(connections, CultureInfo.InvariantCulture));
        return 0;
    case ["sending-product", var product, var people]:
        await ProductMeasurement.RunAsync(Path.GetFullPath(product), int.Parse(people, CultureInfo.InvariantCulture));
        return 0;
    case ["ledger", var rows]:
        await LedgerMeasurement.RunAsync(int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("audience PEOPLE EVENTS    time to load generated facts, and the median of some rules");
        await Console.Error.WriteLineAsync("peers PEOPLE LIBDUCKDB   the fifteen rules beside DuckDB; bench.sh brings the library");
        await Console.Error.WriteLineAsync("sending PEOPLE CONNECTIONS mails a second to a mail server on this machine, and memory");
        await Console.Error.WriteLineAsync("sending-product CdpStudio.Web.dll PEOPLE the same of the published product, a process of its own, by its HTTP surface");
        await Console.Error.WriteLineAsync("ledger ROWS               how long the report of a campaign with so many sends takes");
        return 1;
}
