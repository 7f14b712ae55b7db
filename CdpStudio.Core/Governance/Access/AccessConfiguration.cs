using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Governance.Access;

internal sealed class StudioUserConfiguration : IEntityTypeConfiguration<StudioUser>
{
    public void Configure(EntityTypeBuilder<StudioUser> user)
    {
        user.ToTable("StudioUser");
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        user.Property(u => u.Role).HasMaxLength(40);
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.HasIndex(u => u.NormalizedEmail);
        // Tries are counted by SignInThrottle, which also covers names that do not exist.
        user.Ignore(u => u.LockoutEnd).Ignore(u => u.LockoutEnabled).Ignore(u => u.AccessFailedCount);
        user.Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.EmailConfirmed);
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("ApiKey");
        key.Property(k => k.Id).HasConversion(id => id.Value, value => new ApiKeyId(value));
        key.Property(k => k.Hash).HasMaxLength(32);
        key.Property(k => k.Scopes).HasConversion(
            scopes => StoredScopes.Write(scopes),
            text => StoredScopes.Read(text)).HasMaxLength(2000);
        key.HasIndex(k => k.Hash).IsUnique();
    }
}

internal sealed class UserChoiceConfiguration : IEntityTypeConfiguration<UserChoice>
{
    public void Configure(EntityTypeBuilder<UserChoice> choice)
    {
        choice.ToTable("UserChoice");
        choice.HasKey(c => new { c.User, c.Name });
        choice.Property(c => c.Name).HasMaxLength(100);
        choice.HasOne<StudioUser>().WithMany().HasForeignKey(c => c.User);
    }
}

internal sealed class UserVisitConfiguration : IEntityTypeConfiguration<UserVisit>
{
    public void Configure(EntityTypeBuilder<UserVisit> visit)
    {
        visit.ToTable("UserVisit");
        visit.HasKey(v => new { v.User, v.Href });
        visit.Property(v => v.Kind).HasMaxLength(40);
        visit.HasOne<StudioUser>().WithMany().HasForeignKey(v => v.User);
    }
}
