using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Governance;

public static class GovernanceModule
{
    /// <summary>After persistence: its hosted service writes into a database that is open.</summary>
    public static IServiceCollection AddGovernance(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CurrentWorkspace>();
        services.TryAddSingleton<ChangeWorkspaceHandler>();
        services.TryAddSingleton<AddressSecret>();
        services.TryAddSingleton<CurrentTopics>();
        services.AddHostedService(p => p.GetRequiredService<CurrentTopics>());
        services.TryAddSingleton<SaveTopicHandler>();

        // Before Identity, which would add a hasher by scope.
        services.TryAddSingleton<IPasswordHasher<StudioUser>, PasswordHasher<StudioUser>>();
        services.AddIdentityCore<StudioUser>(options => options.User.AllowedUserNameCharacters = "")
            .AddUserStore<UserOnlyStore<StudioUser, StudioDbContext, Guid>>()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromDays(1));
        services.TryAddSingleton<AccountScope>();
        services.TryAddSingleton<SetupCode>();
        services.TryAddSingleton<SignInThrottle>();
        services.TryAddSingleton<ApiKeyRing>();
        services.TryAddSingleton<AccessList>();
        services.TryAddSingleton<UserMemory>();
        services.TryAddSingleton<InviteUserHandler>();
        services.TryAddSingleton<InviteAgainHandler>();
        services.TryAddSingleton<ChangeUserHandler>();
        services.TryAddSingleton<SetPasswordHandler>();
        services.TryAddSingleton<RecordSignInHandler>();
        services.TryAddSingleton<SignOutEverywhereHandler>();
        services.TryAddSingleton<MakeFirstAdministratorHandler>();
        services.TryAddSingleton<MakeApiKeyHandler>();
        services.TryAddSingleton<RevokeApiKeyHandler>();
        services.AddHostedService<GovernanceStart>();

        return services.ClaimTables(
            TableClaim.NothingOf("StudioUser", "Those who work here; they are no profiles."),
            TableClaim.NothingOf("UserChoice", "What those who work here chose for their own screen."),
            TableClaim.NothingOf("UserVisit", "What those who work here opened last; never a profile."),
            TableClaim.NothingOf("ApiKey", "Keys of programs."),
            TableClaim.NothingOf("AddressKey", "The secret of hashes."),
            TableClaim.NothingOf("Topic", "What the workspace writes about."),
            TableClaim.NothingOf("Workspace", "Its name and zone."));
    }
}
