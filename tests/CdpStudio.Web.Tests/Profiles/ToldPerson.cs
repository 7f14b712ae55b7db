using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>Somebody of whom the running product was told now what was so in 2020: free from 1 March, pro from 1 May, an order on 1 April.</summary>
internal sealed record ToldPerson(ProfileId Id, string User)
{
    public static async Task<ToldPerson> MakeAsync(StudioApp app)
    {
        var user = $"told-{Guid.NewGuid():N}";
        var other = $"other-{Guid.NewGuid():N}";
        await new QuarantinedStudio(app).SourceWithAsync(
        [
            $$"""{"type":"identify","messageId":"{{user}}-1","userId":"{{user}}","timestamp":"2020-03-01T12:00:00Z","traits":{"plan":"free"} }""",
            $$"""{"type":"track","messageId":"{{user}}-2","userId":"{{user}}","timestamp":"2020-04-01T12:00:00Z","event":"Order Completed"}""",
            $$"""{"type":"identify","messageId":"{{user}}-3","userId":"{{user}}","timestamp":"2020-05-01T12:00:00Z","traits":{"plan":"pro"} }""",
            $$"""{"type":"identify","messageId":"{{other}}","userId":"{{other}}"}""",
        ]);
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(new Identifier(IdentifierNamespace.UserId, other)) is not null));
        return new ToldPerson(directory.Find(new Identifier(IdentifierNamespace.UserId, user))!.Value, user); // it came before the other
    }
}
