using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

/// <summary>Debian's headless Chromium for all stories of a run; each story opens contexts of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string Path { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_CHROMIUM") ?? "/usr/bin/chromium";

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = s_arguments, Headless = true });
    }

    /// <param name="pixelsPerPoint">2 for pictures that stay sharp.</param>
    public async Task<IPage> OpenAsync(Uri address, Screen? screen = null, int pixelsPerPoint = 1)
    {
        var shown = screen ?? Screen.Desk;
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            DeviceScaleFactor = pixelsPerPoint,
            ViewportSize = new() { Width = shown.Width, Height = shown.Height },
            ColorScheme = shown.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>How somebody looks at a page.</summary>
public sealed record Screen(string Name, int Width, int Height, bool Dark)
{
    public static Screen Desk { get; } = new("1440", 1440, 900, Dark: false);

    public static Screen DeskDark { get; } = new("1440-dark", 1440, 900, Dark: true);

    public static Screen Phone { get; } = new("390", 390, 844, Dark: false);

    public static Screen PhoneDark { get; } = new("390-dark", 390, 844, Dark: true);
}
