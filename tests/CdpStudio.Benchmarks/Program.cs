using System.Globalization;
using CdpStudio.Benchmarks.Audience;
using CdpStudio.Benchmarks.Linkage;
using CdpStudio.Benchmarks.Live;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Benchmarks.Sending;

switch (args)
{
    case ["audience", var people, var events]:
        await AudienceMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(events, CultureInfo.InvariantCulture));
        return 0;
    case ["peers", var people, var library, var peers]:
        await PeerMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), library, peers);
        return 0;
    case ["live", var product, var people, var perSecond, .. var kept] when kept.Length <= 1:
        await LiveMeasurement.RunAsync(
            Path.GetFullPath(product), int.Parse(people, CultureInfo.InvariantCulture), int.Parse(perSecond, CultureInfo.InvariantCulture), kept.FirstOrDefault());
        return 0;
    case ["ingest", var product, var perSecond, var seconds, .. var postgreSql] when postgreSql.Length <= 1:
        await IngestMeasurement.RunAsync(
            Path.GetFullPath(product), int.Parse(perSecond, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture), postgreSql.FirstOrDefault());
        return 0;
    case ["import", var product, var rows]:
        await ImportMeasurement.RunAsync(Path.GetFullPath(product), int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["dryrun", var product, var rows]:
        await DryRunMeasurement.RunAsync(Path.GetFullPath(product), int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["inprocess", var people, var perSecond, .. var kept] when kept.Length <= 1:
        await InProcessMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(perSecond, CultureInfo.InvariantCulture), kept.FirstOrDefault());
        return 0;
    case ["identify", var messages]:
        await IdentifyMeasurement.RunAsync(int.Parse(messages, CultureInfo.InvariantCulture));
        return 0;
    case ["rebuild", var people, .. var kept] when kept.Length <= 1:
        await RebuildMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), kept.FirstOrDefault());
        return 0;
    case ["pauses", var people, .. var kept] when kept.Length <= 1:
        await PauseMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), kept.FirstOrDefault());
        return 0;
    case ["snapshot", var people, var folder]:
        await SnapshotMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), folder);
        return 0;
    case ["search", var people]:
        await SearchMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture));
        return 0;
    case ["profile-page", var product, var people, .. var kept] when kept.Length <= 1:
        await ProfilePageMeasurement.RunAsync(Path.GetFullPath(product), int.Parse(people, CultureInfo.InvariantCulture), kept.FirstOrDefault());
        return 0;
    case ["past", var people]:
        await PastMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture));
        return 0;
    case ["sending", var people, var connections]:
        await SendingMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(connections, CultureInfo.InvariantCulture));
        return 0;
    case ["sending-product", var product, var people]:
        await ProductMeasurement.RunAsync(Path.GetFullPath(product), int.Parse(people, CultureInfo.InvariantCulture));
        return 0;
    case ["ledger", var rows]:
        await LedgerMeasurement.RunAsync(int.Parse(rows, CultureInfo.InvariantCulture));
        return 0;
    case ["linkage", var file, .. var truth] when truth.Length <= 1:
        await LinkageMeasurement.RunAsync(file, truth.FirstOrDefault());
        return 0;
    case ["linkage-size", var records]:
        await LinkageMeasurement.RunAsync(int.Parse(records, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("audience PEOPLE EVENTS    time to load generated facts, and the median of some rules");
        await Console.Error.WriteLineAsync("peers PEOPLE LIBDUCKDB PEERS the fifteen rules beside databases; bench.sh brings them");
        await Console.Error.WriteLineAsync("live CdpStudio.Web.dll PEOPLE EVENTS-A-SECOND [FOLDER] start, memory, counts over HTTP and how soon an event is counted, of the published product");
        await Console.Error.WriteLineAsync("ingest CdpStudio.Web.dll EVENTS-A-SECOND SECONDS [POSTGRESQL] events taken over HTTP in batches of a hundred, by the published product");
        await Console.Error.WriteLineAsync("import CdpStudio.Web.dll ROWS a file of profiles with three identifiers, from its upload until all are counted, and its memory, by the published product");
        await Console.Error.WriteLineAsync("dryrun CdpStudio.Web.dll ROWS the dry run of such a file beside events that come in, and how soon it and an import stop when they are cancelled");
        await Console.Error.WriteLineAsync("inprocess PEOPLE EVENTS-A-SECOND [FOLDER] counts, and how soon an event is counted, of the core in this process; FOLDER keeps the shop for the next time");
        await Console.Error.WriteLineAsync("identify MESSAGES         identify calls in random order through the processor of this process until all are resolved and counted");
        await Console.Error.WriteLineAsync("rebuild PEOPLE [FOLDER]  the engine made from the facts in SQLite alone, while events come in");
        await Console.Error.WriteLineAsync("pauses PEOPLE [FOLDER]   the longest that a reader waits while a million events come in and merge, and memory; FOLDER has a snapshot by the command below");
        await Console.Error.WriteLineAsync("snapshot PEOPLE FOLDER    a start from the snapshot in a folder, and its memory; the first run leaves one there");
        await Console.Error.WriteLineAsync("search PEOPLE             how long it takes to find people by identifier, name and order number, and the memory that names take");
        await Console.Error.WriteLineAsync("profile-page CdpStudio.Web.dll PEOPLE [FOLDER] how soon Chromium paints people's pages of the published product, a new circuit each");
        await Console.Error.WriteLineAsync("past PEOPLE               a profile as of a past moment, by all that is known now and by what was known then");
        await Console.Error.WriteLineAsync("sending PEOPLE CONNECTIONS mails a second to a mail server on this machine, and memory");
        await Console.Error.WriteLineAsync("sending-product CdpStudio.Web.dll PEOPLE the same of the published product, a process of its own, by its HTTP surface");
        await Console.Error.WriteLineAsync("ledger ROWS               how long the report of a campaign with so many sends takes");
        await Console.Error.WriteLineAsync("linkage FILE.csv [TRUTH.csv] possible duplicates of a file whose first column is an id; with the person of each id, how right they are");
        await Console.Error.WriteLineAsync("linkage-size RECORDS      the same of invented people, some of them written down up to four times, and the time and memory it takes");
        return 1;
}
