using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Tests.Stewardship;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>The page of one person, and of the next one before all of the first was read.</summary>
public sealed class ProfilePageTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StudioApp _app;
    private readonly SlowSegments _segments = new();

    public ProfilePageTests(StudioApp app)
    {
        _app = app;
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddSingleton<IProfileSegments>(_segments);
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private TwoCustomers Two { get; set; } = null!; // before each test

    public async Task InitializeAsync()
    {
        using (_app.CreateClient())
        {
            // The product starts with its first client.
        }

        Two = await TwoCustomers.MeetAsync(_app);
    }

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public async Task Segments_ThatComeWhenSomebodyElseIsShown_AreNotShown()
    {
        var (ann, bob) = (Two.AnnsProfile.Id, Two.Read(IdentifierNamespace.UserId, Two.Bob)!.Id);
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, ann.Value));
        page.Render(p => p.Add(x => x.Id, bob.Value));

        await page.InvokeAsync(() => _segments.Answer(bob, "of-bob"));
        page.WaitForElement(".memberships a[href='/segments/of-bob']", s_patience);
        await page.InvokeAsync(() => _segments.Answer(ann, "of-ann"));
        await page.InvokeAsync(() => page.Render());

        Assert.Equal(["/segments/of-bob"], page.FindAll(".memberships a").Select(a => a.GetAttribute("href")));
    }

    private sealed class SlowSegments : IProfileSegments
    {
        private readonly Dictionary<ProfileId, TaskCompletionSource<IReadOnlyList<ProfileSegment>>> _asked = [];

        public Task<IReadOnlyList<ProfileSegment>> OfAsync(ProfileId profile, CancellationToken cancellationToken) => (_asked[profile] = new()).Task;

        public void Answer(ProfileId profile, string key) => _asked[profile].SetResult([new ProfileSegment(key, key, null)]);
    }
}
