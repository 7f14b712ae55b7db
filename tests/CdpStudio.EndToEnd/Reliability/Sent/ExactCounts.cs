using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability.Sent;

/// <summary>A source's counts, none of whose messages waits.</summary>
internal sealed record ExactCounts(int Received, int Stored, int Duplicate, int Quarantined, int Refused);

internal static class ExactCountsOf
{
    /// <summary>The counts, which add up.</summary>
    public static async Task<ExactCounts> ExactCountsAsync(this StudioApi api, string source)
    {
        var sources = await api.SendAsync(HttpMethod.Get, "/api/v1/sources");
        var json = sources!["items"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == source)!["counts"]!;
        var counts = new ExactCounts(Number("received"), Number("stored"), Number("duplicate"), Number("quarantined"), Number("refused"));
        Assert.Equal((counts.Received, 0), (counts.Stored + counts.Duplicate + counts.Quarantined + counts.Refused, Number("waiting")));
        return counts;

        int Number(string name) => json[name]!.GetValue<int>();
    }

    /// <summary>One person has so many events of the name, or its property has that sum.</summary>
    public static async Task ExpectOfAsync(this StudioApi api, int person, string name, int value, string? sumOf = null)
    {
        var measure = sumOf is null ? "\"measure\":\"count\"" : $"\"measure\":\"sum\",\"of\":\"{sumOf}\"";
        var rule = string.Create(CultureInfo.InvariantCulture, $$"""
            {"all":[{"identifier":"user_id","op":"eq","value":"person-{{person}}"},{"event":"{{name}}",{{measure}},"op":"eq","value":{{value}}}]}
            """);
        Assert.True(await api.CountAsync(rule) == 1, $"person-{person}: {measure} of {name} is not {value}");
    }

    /// <summary>Sent when the product may die before it answers.</summary>
    public static async Task SendMaybeAsync(this StudioApi api, string path, JsonNode body, HttpStatusCode expected)
    {
        try
        {
            await api.SendAsync(HttpMethod.Post, path, body, expected);
        }
        catch (HttpRequestException)
        {
            // What was asked for was committed before it could answer.
        }
    }
}
