using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Duplicates;

/// <param name="Table">Records bear the numbers that people show.</param>
/// <param name="LeftOut">People with something to compare who were too many.</param>
/// <param name="Empty">People with nothing to compare.</param>
internal sealed record ComparedTable(LinkageTable Table, int LeftOut, int Empty);

/// <summary>Everybody whom the audience engine knows with what they are compared by, from one state.</summary>
internal sealed class ComparedPeople(IAudienceEngine engine, IProfileDirectory directory, IAudienceVocabulary vocabulary)
{
    /// <param name="most">Of more, those who were seen last.</param>
    public async Task<ComparedTable> ReadAsync(int most, CancellationToken cancellationToken)
    {
        var fields = ComparedField.Of(vocabulary);
        var attributes = fields.Select(f => f.Attribute).OfType<string>().ToList();
        var places = fields.Select(f => f.Attribute is null ? -1 : attributes.IndexOf(f.Attribute)).ToList();
        var everybody = await engine.ReadMembersAsync(new AudienceQuery(new Rule.Everyone()), attributes, after: null, cancellationToken);
        var areMany = everybody.Count.Count > most;
        // The one seen longest ago comes first: it makes room for the next.
        var kept = new PriorityQueue<LinkageRecord, long>();
        var (leftOut, empty) = (0, 0);
        foreach (var member in everybody.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string?[] values = [.. fields.Select((field, i) => ValueOf(field, places[i], member))];
            if (values.All(v => v is null))
            {
                empty++;
                continue;
            }

            var record = new LinkageRecord(member.Id.ToString(), values);
            if (kept.Count < most)
            {
                kept.Enqueue(record, areMany ? LastSeen(member.Id) : 0);
            }
            else
            {
                kept.EnqueueDequeue(record, LastSeen(member.Id));
                leftOut++;
            }
        }

        return new ComparedTable(LinkageTable.Recognise([.. fields.Select(f => f.Name)], [.. kept.UnorderedItems.Select(k => k.Element)]), leftOut, empty);
    }

    private long LastSeen(ProfileId person) => directory.Read(person)?.LastSeen ?? 0;

    private static string? ValueOf(ComparedField field, int place, AudienceMember member) =>
        (place < 0 ? null : Plain(member.Fields[place])) ?? (field.Namespace is null ? null : member.Identifiers.FirstOrDefault(i => i.Namespace == field.Namespace)?.Value);

    /// <summary>The text of a text or a number; null for anything else.</summary>
    private static string? Plain(string? json)
    {
        if (json is null or "" || (json[0] != '"' && !char.IsAsciiDigit(json[0]) && json[0] != '-')) return null;

        var text = json[0] == '"' ? JsonSerializer.Deserialize<string>(json) : json;
        return StudioText.IsBlank(text) ? null : text;
    }
}
