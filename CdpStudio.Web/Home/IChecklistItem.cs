namespace CdpStudio.Web.Home;

/// <summary>
/// One step of setting up that ticks itself: it looks at what is there and remembers nothing. Register with
/// <c>services.AddScoped&lt;IChecklistItem, …&gt;()</c>.
/// </summary>
public interface IChecklistItem
{
    /// <summary>Its place in the list, lowest first.</summary>
    int Order { get; }

    Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken);
}

/// <param name="Title">What to do, in the reader's language.</param>
/// <param name="Text">What is there once it is done; why to do it before.</param>
/// <param name="Action">The word on the button while it is not done.</param>
/// <param name="Permission">Who lacks it does not see the button.</param>
public sealed record ChecklistStep(string Title, bool Done, string Text, string Action, string Href, string Permission);
