using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Quarantine;

/// <summary>A message laid out to be read.</summary>
public sealed partial class JsonView
{
    [Parameter, EditorRequired]
    public required byte[] Payload { get; set; }

    /// <summary>Dotted path of the member that is marked.</summary>
    [Parameter]
    public string? Field { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    // By hand: in a pre every blank of the markup would be seen.
    private RenderFragment Parts => builder =>
    {
        foreach (var part in MarkedJson.Of(Payload, Field))
        {
            if (part.Marked) builder.OpenElement(0, "mark");
            builder.AddContent(1, part.Text);
            if (part.Marked) builder.CloseElement();
        }
    };
}
