using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments;

/// <summary>Which segments a person is in and why; of any other one why not, and how near they are.</summary>
public sealed partial class Belonging(SeenAudience engine, SegmentRules rules, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string? _asked;
    private bool _isOther;
    private Rule _rule = new Rule.Everyone();
    private NodeExplanation? _why;
    private string? _refusal;

    [Parameter, EditorRequired]
    public required long Profile { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Those that they are in; null while they are read.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ProfileSegment>? Segments { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private List<SegmentOption> Others => Segments is not { } own ? [] :
        [.. rules.All.Where(r => own.All(s => s.Key != r.Key.Value)).Select(r => new SegmentOption(r.Key.Value, r.Name)).OrderBy(s => s.Name, StringComparer.CurrentCulture)];

    private Task ToggleAsync(string key)
    {
        if (_asked != key) return AskAsync(key, isOther: false);

        _asked = null;
        return Task.CompletedTask;
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } key) await AskAsync(key, isOther: true);
        else (_asked, _isOther) = (null, false);
    }

    private async Task AskAsync(string key, bool isOther)
    {
        NodeExplanation? why = null;
        var rule = rules.Find(key);
        var refusal = rule is null ? texts["CannotCount"].Value : null;
        try
        {
            if (rule is not null && (why = await engine.ForeseeAsync(new AudienceQuery(rule), new ProfileId(Profile), _leaving.Token)) is null)
                refusal = texts["NobodyBeginsSo"];
        }
        catch (Exception e) when (e is RuleNotYetException or UnknownSetException)
        {
            refusal = e.Message;
        }

        // Read whole before it is shown: drawing meanwhile must not mix two segments.
        (_asked, _isOther, _rule, _why, _refusal) = (key, isOther, rule ?? _rule, why, refusal);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record SegmentOption(string Key, string Name);
}
