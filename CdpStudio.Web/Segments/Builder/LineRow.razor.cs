using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What all lines have: a handle, the sentence, their numbers, a menu, and what is wrong with them.</summary>
public sealed partial class LineRow(IStringLocalizer<SegmentTexts> texts)
{
    private ElementReference _grip;

    [Parameter, EditorRequired]
    public required DraftLine Line { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>From 1 for the lines of the root; null below.</summary>
    [Parameter]
    public int? Number { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [CascadingParameter]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private long? Alone => Board.Counts.Alone.TryGetValue(Line.Id, out var count) ? count : null;

    private long? Left => Number is not null && Board.Counts.Left.TryGetValue(Line.Id, out var count) ? count : null;

    private long Before
    {
        get
        {
            var before = Board.Draft.Root.Kind == GroupKind.Any ? 0 : Board.Counts.Total;
            foreach (var line in Board.Draft.Root.Lines)
            {
                if (line.Id == Line.Id) break;
                before = Board.Counts.Left.GetValueOrDefault(line.Id, before);
            }

            return before;
        }
    }

    private LineMessage? Message
    {
        get
        {
            if (Board.GapOf(Line.Id) is { } gap) return new("bad", Glyphs.Error, texts[$"Gap_{gap.Field}_{gap.Kind}"] is { ResourceNotFound: false } own ? own : texts[$"Gap_{gap.Kind}"]);
            if (Board.Counts.Refused.TryGetValue(Line.Id, out var refusal)) return new("bad", Glyphs.Error, texts["NotCounted", refusal]);
            if (Board.Counts.Doubts.TryGetValue(Line.Id, out var doubt)) return new("warn", Glyphs.Warning, texts["NeverSeen", doubt]);

            return null;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // A new line's first field takes the focus by itself.
        if (Board.TakeFocus(Line.Id) && !(firstRender && LineName.IsBlank(Line))) await _grip.FocusIfThereAsync();
    }

    private sealed record LineMessage(string Css, Glyph Glyph, string Text);
}
