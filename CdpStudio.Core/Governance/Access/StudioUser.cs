using Microsoft.AspNetCore.Identity;

namespace CdpStudio.Core.Governance.Access;

/// <summary>A person who signs in. Never a customer: those are profiles.</summary>
public sealed class StudioUser : IdentityUser<Guid>
{
    /// <summary>What colleagues call the person.</summary>
    public required string Name { get; set; }

    /// <summary>One of <see cref="Access.Role.All"/>.</summary>
    public required string Role { get; set; }

    /// <summary>Cannot sign in, and is signed out within half a minute.</summary>
    public bool Disabled { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    public static StudioUser New(string email, string name, string role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Email = email,
        Name = name,
        Role = role,
        CreatedAt = now,
        SecurityStamp = NewStamp(),
        NormalizedEmail = Normalize(email),
        NormalizedUserName = Normalize(email),
    };

    /// <summary>How e-mail addresses of accounts compare; the same as ASP.NET Core Identity's normalizer.</summary>
    public static string Normalize(string email) => email.Trim().Normalize().ToUpperInvariant();

    /// <summary>Every session that began before this moment ends within half a minute.</summary>
    public void EndSessions() => SecurityStamp = NewStamp();

    private static string NewStamp() => Guid.NewGuid().ToString("N");
}
