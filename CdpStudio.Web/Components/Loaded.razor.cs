using System.Collections;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Components;

/// <summary>The four faces of what a page fetches: on its way (null), refused, empty, there.</summary>
public sealed partial class Loaded<T>
{
    [Parameter, EditorRequired]
    public required T? Value { get; set; }

    /// <summary>Why it could not be fetched, in the reader's words.</summary>
    [Parameter]
    public string? Refused { get; set; }

    /// <summary>Drawn for a list without items; without it an empty list is drawn as any other.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>How many rows the skeleton has, so that nothing jumps when the value comes.</summary>
    [Parameter]
    public int Rows { get; set; } = 5;

    [Parameter, EditorRequired]
    public required RenderFragment<T> ChildContent { get; set; }

    private bool IsEmpty => Value is IEnumerable items && !items.GetEnumerator().MoveNext();
}
