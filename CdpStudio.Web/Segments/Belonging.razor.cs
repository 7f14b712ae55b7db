using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments;

/// <summary>Which segments a person is in and why; of any other one why not, and how near they are.</summary>
public sealed partial class Belonging(SegmentRules rules, IStringLocalizer<SegmentTexts> texts)
{
    private string? _asked;
    private bool _isOther;

    [Parameter, EditorRequired]
    public required ProfileId Profile { get; set; }

    /// <summary>Of the person.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Those that they are in; null while they are read.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ProfileSegment>? Segments { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private List<SegmentOption> Others => Segments is not { } own ? [] :
        [.. rules.All.Where(r => own.All(s => s.Key != r.Key.Value)).Select(r => new SegmentOption(r.Key.Value, r.Name)).OrderBy(s => s.Name, StringComparer.CurrentCulture)];

    private void Toggle(string key) => (_asked, _isOther) = (_asked == key ? null : key, false);

    private void Choose(ChangeEventArgs change) =>
        (_asked, _isOther) = change.Value is string { Length: > 0 } key ? (key, true) : (null, false);

    private sealed record SegmentOption(string Key, string Name);
}
