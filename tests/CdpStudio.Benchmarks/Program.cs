using System.Globalization;
using CdpStudio.Benchmarks.Audience;

switch (args)
{
    case ["audience", var people, var events]:
        await AudienceMeasurement.RunAsync(int.Parse(people, CultureInfo.InvariantCulture), int.Parse(events, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync("audience PEOPLE EVENTS    time to load generated facts, and the median of some rules");
        return 1;
}
