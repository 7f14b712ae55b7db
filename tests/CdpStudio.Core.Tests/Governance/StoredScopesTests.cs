using CdpStudio.Core.Governance.Access;

namespace CdpStudio.Core.Tests.Governance;

public sealed class StoredScopesTests
{
    [Fact]
    public void KeysOfFormatOne_GoOnSeeingWhatTheySaw() =>
        Assert.Equal(["profiles.read", "audience.query", "people.unmasked"], StoredScopes.Read("profiles.read audience.query"));

    [Fact]
    public void Written_IsReadBackAsItWas()
    {
        Assert.Equal("2 profiles.read", StoredScopes.Write(["profiles.read"]));
        Assert.Equal(["profiles.read"], StoredScopes.Read("2 profiles.read"));
        Assert.Equal(Permission.Scopes, StoredScopes.Read(StoredScopes.Write(Permission.Scopes)));
    }

    [Fact]
    public void WhoeverActsOnWhoSomebodyIs_SeesThem()
    {
        string[] acting = [Permission.ManagePrivacy, Permission.ErasePeople, Permission.ManageIdentity, Permission.ReviewDuplicates, Permission.RunImports, Permission.ManageEmail];

        Assert.All(Role.All.Where(role => acting.Any(p => Role.Allows(role, p))), role => Assert.True(Role.Allows(role, Permission.SeeUnmasked), role));
        Assert.Equal([Role.JourneyDesigner, Role.Analyst], Role.All.Where(role => !Role.Allows(role, Permission.SeeUnmasked)));
    }
}
