using Bunit;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Web.Tests.Components;

/// <summary>A circuit with what the design system needs, and a clock that stands still.</summary>
public abstract class ComponentTest : BunitContext
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 42, 0, TimeSpan.Zero);

    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(new StandingClock());
        Services.AddSingleton<CurrentWorkspace>();
        Services.AddScoped<ToastList>();
        Services.AddScoped<PageAddress>();
        Services.AddSingleton<LongTextDoor>();
        Services.AddScoped<CircuitLine>();
        Services.AddClearSight();
        Services.AddLanguages(new TestEnvironment());
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class TestEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Testing";

        public string ApplicationName { get; set; } = "CdpStudio.Web";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
