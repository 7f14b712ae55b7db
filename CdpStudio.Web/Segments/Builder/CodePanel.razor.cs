using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>The rule as text, for those who think in it and for what has no editor yet.</summary>
public sealed partial class CodePanel(WorkspaceVocabulary vocabulary, IAudienceVocabulary seen, IStringLocalizer<SegmentTexts> texts)
{
    private const int MaxLength = 500_000;
    private const string FieldName = "rule";

    // Shown in a text area, which escapes it: names in every script stay readable.
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, MaxDepth = DeepJson.MaxDepth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string _json = "";
    private string? _refusal;

    [Parameter, EditorRequired]
    public required RuleBoard Board { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    protected override void OnInitialized()
    {
        using var rule = DeepJson.Parse(Board.Text.Json);
        _json = JsonSerializer.Serialize(rule.RootElement, s_indented);
    }

    private async Task Apply()
    {
        if (RuleReader.Read(_json, vocabulary) is RuleReading.Refused { Refusal: var refusal })
        {
            _refusal = refusal.Detail;
            return;
        }

        using var rule = DeepJson.Parse(_json);
        Board.Do(RuleDraft.Read(rule.RootElement, seen.TypeOf));
        await OnClose.InvokeAsync();
    }
}
