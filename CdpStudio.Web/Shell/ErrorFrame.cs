using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;

namespace CdpStudio.Web.Shell;

/// <summary>
/// What happens when a part of a page throws: the rest stays, the reader gets an id and nothing else, the log has the same id
/// with the exception. Going to another page starts afresh.
/// </summary>
public sealed partial class ErrorFrame(
    NavigationManager navigation, ILogger<ErrorFrame> logger) : ErrorBoundaryBase, IDisposable
{
    private string _errorId = "";

    protected override void OnInitialized() => navigation.LocationChanged += StartAfresh;

    protected override Task OnErrorAsync(Exception exception)
    {
        _errorId = ActivityTraceId.CreateRandom().ToHexString()[..12];
        LogFailed(_errorId, exception);

        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<ErrorNotice>(1);
        builder.AddComponentParameter(2, nameof(ErrorNotice.ErrorId), _errorId);
        builder.AddComponentParameter(3, nameof(ErrorNotice.OnAgain), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    private void StartAfresh(object? sender, LocationChangedEventArgs e)
    {
        if (CurrentException is not null) Recover();
    }

    public void Dispose() => navigation.LocationChanged -= StartAfresh;

    [LoggerMessage(Level = LogLevel.Error, Message = "A page failed; its reader saw error id {ErrorId}")]
    private partial void LogFailed(string errorId, Exception exception);
}
