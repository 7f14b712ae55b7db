using CdpStudio.Core.Audience;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.DemoData;

public sealed class DemoOptions
{
    /// <summary>Loads the demo into a workspace in which nobody is yet. Default no.</summary>
    public bool Demo { get; set; }
}

/// <summary>What <c>--demo</c> asks for. A workspace with people of its own is left alone, and told so.</summary>
internal sealed partial class DemoStart(
    IOptions<DemoOptions> options, AudienceReadiness readiness, IProfileDirectory directory, CurrentDemo current, LoadDemoHandler load,
    ILogger<DemoStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Demo) return;

        // Who is here is known only then.
        await readiness.Ready.WaitAsync(stoppingToken);
        if (current.State is not null) LogThere();
        else if (directory.Count > 0) LogRefused(directory.Count);
        else await load.HandleAsync(new LoadDemo(By: null), stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo data that were asked for are in already")]
    private partial void LogThere();

    [LoggerMessage(Level = LogLevel.Warning, Message = "No demo data were loaded: this workspace has {People} people of its own. Start with another Storage:Directory to look at the demo.")]
    private partial void LogRefused(long people);
}
