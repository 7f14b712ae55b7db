using System.Globalization;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Audience;

internal sealed record CountAnswer(long Count, long Total, double ElapsedMs, IReadOnlyList<RuleRemark> Warnings);

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record MembersAnswer(IReadOnlyList<JsonObject> Items, string? Next, IReadOnlyList<RuleRemark> Warnings)
{
    public static MembersAnswer Of(AudienceMembers members, IReadOnlyList<string> fields, int limit, IReadOnlyList<RuleRemark> warnings)
    {
        // One more than the page holds tells whether there is another.
        var page = members.Members.Take(limit + 1).ToList();
        var next = page.Count > limit ? page[limit - 1].Id.Value.ToString(CultureInfo.InvariantCulture) : null;

        return new MembersAnswer([.. page.Take(limit).Select(m => MemberAnswer.Of(m, fields))], next, warnings);
    }
}

/// <summary>A member: its id, every identifier, and the fields asked for under their names as asked.</summary>
internal static class MemberAnswer
{
    private static readonly string[] s_taken = ["id", "identifiers"];

    public static JsonObject Of(AudienceMember member, IReadOnlyList<string> fields)
    {
        var answer = new JsonObject
        {
            ["id"] = member.Id.Value,
            ["identifiers"] = new JsonArray([.. member.Identifiers.Select(i => new JsonObject { ["namespace"] = i.Namespace, ["value"] = i.Value })]),
        };
        for (var i = 0; i < fields.Count; i++) answer[fields[i]] = member.Fields[i] is { } json ? JsonNode.Parse(json) : null;

        return answer;
    }

    /// <exception cref="RequestRefusedException">A field has a name that the answer needs itself.</exception>
    public static IReadOnlyList<string> Fields(IReadOnlyList<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (!s_taken.Contains(fields[i])) continue;

            var pointer = string.Create(CultureInfo.InvariantCulture, $"/fields/{i}");
            throw new RequestRefusedException(pointer, $"{pointer} can't be a field: a member has {fields[i]} of its own.");
        }

        return [.. fields.Distinct(StringComparer.Ordinal)];
    }
}
