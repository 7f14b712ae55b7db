using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Components;

public enum Look
{
    Secondary,

    /// <summary>At most one on a page.</summary>
    Primary,

    Quiet,
    Link,
    Danger,
}

/// <summary>A button, or a link that looks like one when it has an address.</summary>
public sealed partial class Button
{
    private ElementReference _button;

    [Parameter]
    public Look Look { get; set; }

    [Parameter]
    public Glyph? Glyph { get; set; }

    [Parameter]
    public bool Small { get; set; }

    [Parameter]
    public string? Href { get; set; }

    /// <summary>'submit' where it sends a form.</summary>
    [Parameter]
    public string Type { get; set; } = "button";

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Shows that the press is being carried out, and takes no second one.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The accessible name where only the icon is drawn; also its tooltip.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public EventCallback OnPress { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>Only for what is not a link.</summary>
    public ValueTask FocusAsync() => _button.FocusIfThereAsync();

    private string Css =>
        $"button {LookName}{(Small ? " sm" : "")}{(ChildContent is null ? " sq" : "")}{(Busy ? " busy" : "")}";

    private string LookName => Look switch
    {
        Look.Primary => "primary",
        Look.Quiet => "quiet",
        Look.Link => "link",
        Look.Danger => "danger",
        _ => "secondary",
    };

    private Dictionary<string, object> More
    {
        get
        {
            var more = Attributes is null ? [] : new Dictionary<string, object>(Attributes);
            if (Name is not null)
            {
                more["aria-label"] = Name;
                more["title"] = Name;
            }

            return more;
        }
    }

    private RenderFragment Face => builder =>
    {
        if (Glyph is not null)
        {
            builder.OpenComponent<Icon>(0);
            builder.AddComponentParameter(1, nameof(Icon.Of), Glyph);
            builder.CloseComponent();
        }

        builder.AddContent(2, ChildContent);
    };

    private Task PressAsync() => Busy ? Task.CompletedTask : OnPress.InvokeAsync();
}
