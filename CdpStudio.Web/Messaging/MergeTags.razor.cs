using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>What is known of people, to be put into a text at the caret. Putting it there is the browser's part: see <c>inserts.ts</c>.</summary>
public sealed partial class MergeTags(SeenVocabulary seen, IStringLocalizer<ContentTexts> texts)
{
    private const int Most = 200;

    private readonly string _id = $"fallback-{Guid.NewGuid():N}";

    private IStringLocalizer<ContentTexts> Texts => texts;

    private IReadOnlyList<Value> Values { get; set; } = [];

    protected override void OnInitialized() =>
        Values = [.. seen.Attributes().Take(Most).Select(a => new Value(a.Name, seen.AttributeValues(a.Name, "", 1) is [var first, ..] ? first.Value : null))];

    private sealed record Value(string Name, string? Example);
}
