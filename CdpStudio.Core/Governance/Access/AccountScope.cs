using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Core.Governance.Access;

/// <summary>A user manager for one operation. One that lived as long as a circuit would keep showing what it read hours ago.</summary>
public sealed class AccountScope(IServiceScopeFactory scopes)
{
    public async Task<T> UseAsync<T>(Func<UserManager<StudioUser>, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();

        return await work(scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>());
    }
}
