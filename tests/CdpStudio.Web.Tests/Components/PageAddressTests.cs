using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Tests.Components;

public sealed class PageAddressTests
{
    private readonly SlowBrowser _browser = new("https://cdp.example/", "https://cdp.example/journeys/win-back?step=missed");

    [Fact]
    public void Change_BeforeTheBrowserAnswered_BuildsOnWhatWasAsked()
    {
        using var address = new PageAddress(_browser);

        address.Change(("simulate", "yes"));
        address.Change(("step", null));
        _browser.AnswerAll();

        Assert.Equal("https://cdp.example/journeys/win-back?simulate=yes", _browser.Uri);
    }

    [Fact]
    public void Change_AfterTheFirstOfTwoAnswers_StillBuildsOnTheSecond()
    {
        using var address = new PageAddress(_browser);

        address.Change(("simulate", "yes"));
        address.Change(("step", null));
        _browser.Answer();
        address.Change(("panel", "people"));
        _browser.AnswerAll();

        Assert.Equal("https://cdp.example/journeys/win-back?simulate=yes&panel=people", _browser.Uri);
    }

    [Fact]
    public void Change_AfterSomebodyWentElsewhere_BuildsOnWhereTheyAre()
    {
        using var address = new PageAddress(_browser);

        address.Change(("simulate", "yes"));
        _browser.GoElsewhere("https://cdp.example/journeys/win-back?view=outline");
        address.Change(("step", "week"));
        _browser.AnswerAll();

        Assert.Equal("https://cdp.example/journeys/win-back?view=outline&step=week", _browser.Uri);
    }

    [Fact]
    public void Change_ToWhatIsShown_AsksForNothing()
    {
        using var address = new PageAddress(_browser);

        address.Change(("step", "missed"));

        Assert.Equal(0, _browser.Waiting);
    }

    /// <summary>As over a circuit: the address is the asked one only when the browser says so.</summary>
    private sealed class SlowBrowser : NavigationManager
    {
        private readonly Queue<string> _asked = new();

        public SlowBrowser(string root, string uri) => Initialize(root, uri);

        public int Waiting => _asked.Count;

        public void Answer() => Go(_asked.Dequeue());

        public void AnswerAll()
        {
            while (_asked.Count > 0) Answer();
        }

        public void GoElsewhere(string uri)
        {
            _asked.Clear();
            Go(uri);
        }

        private void Go(string uri)
        {
            Uri = uri;
            NotifyLocationChanged(isInterceptedLink: false);
        }

        protected override void NavigateToCore(string uri, NavigationOptions options) => _asked.Enqueue(uri);
    }
}
