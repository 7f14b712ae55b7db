using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Client;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Segments.Builder;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys.Outline;

/// <summary>Says of the outline what the canvas says of itself.</summary>
public sealed class OutlineWording(IStringLocalizer<CanvasTexts> texts, StepWording wording)
{
    public JourneyStateEventArgs StateOf(OutlinePen pen) => new()
    {
        Saving = pen switch
        {
            { Clash: not null } => "clash",
            { Refusal: not null } => "refused",
            { Keeping: KeepState.Failed } => "offline",
            { Keeping: KeepState.Keeping } => "saving",
            { IsSaved: true } => "saved",
            _ => "waiting",
        },
        Reason = pen.Refusal ?? "",
        Undo = Deed("UndoDeed", pen.Undoable, pen.Present),
        Redo = Deed("RedoDeed", pen.Redoable, pen.Present),
    };

    private string? Deed(string pattern, OutlineDeed? deed, JourneyDefinition definition)
    {
        if (deed is null) return null;

        var step = definition.Find(deed.Step) is { } known ? wording.TitleOf(known) : texts["DeedGone"].Value;
        return texts[pattern, texts[$"Deed{deed.Name}", step].Value];
    }
}
