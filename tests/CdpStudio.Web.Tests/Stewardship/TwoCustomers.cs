using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>Two people of a running product, each with a user id, a browser and an address, seen by a source of their own.</summary>
internal sealed class TwoCustomers
{
    private readonly IProfileDirectory _directory;

    private TwoCustomers(IProfileDirectory directory) => _directory = directory;

    public string Ann { get; } = $"ann-{Guid.NewGuid():N}";

    public string Bob { get; } = $"bob-{Guid.NewGuid():N}";

    public string AnnsMail => $"{Ann}@mail.example";

    public string AnnsBrowser => $"browser-of-{Ann}";

    public int Source { get; private set; }

    public ProfileRecord AnnsProfile => Read(IdentifierNamespace.UserId, Ann)!;

    public static async Task<TwoCustomers> MeetAsync(StudioApp app)
    {
        var customers = new TwoCustomers(app.Services.GetRequiredService<IProfileDirectory>());
        customers.Source = await new QuarantinedStudio(app).SourceWithAsync([.. Messages(customers.Ann), .. Messages(customers.Bob)]);
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(customers.Read(IdentifierNamespace.UserId, customers.Bob) is { Identifiers.Count: 3 }));
        return customers;
    }

    public ProfileRecord? Read(string space, string value) => _directory.Find(new Identifier(space, value)) is { } found ? _directory.Read(found) : null;

    private static IEnumerable<string> Messages(string user) =>
    [
        $$"""{"type":"identify","messageId":"{{user}}-1","userId":"{{user}}","traits":{"email":"{{user}}@mail.example","name":"{{user}}"} }""",
        $$"""{"type":"track","messageId":"{{user}}-2","userId":"{{user}}","anonymousId":"browser-of-{{user}}","event":"Paid"}""",
    ];
}
