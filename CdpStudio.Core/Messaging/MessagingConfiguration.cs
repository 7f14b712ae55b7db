using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CdpStudio.Core.Messaging;

internal sealed class MessagingConfiguration :
    IEntityTypeConfiguration<Send>,
    IEntityTypeConfiguration<SenderState>,
    IEntityTypeConfiguration<EmailSettings>,
    IEntityTypeConfiguration<TrappedMail>
{
    /// <summary>The longest address that RFC 5321 lets through a path, with its brackets.</summary>
    public const int LongestAddress = 256;

    public void Configure(EntityTypeBuilder<Send> send)
    {
        send.ToTable("Send");
        send.HasKey(s => s.Id);
        send.Property(s => s.Address).HasMaxLength(LongestAddress);
        send.Property(s => s.AddressHash).HasMaxLength(64);
        send.Property(s => s.Topic).HasMaxLength(Topic.MaxKeyLength);
        // What was planned before there were purposes was marketing.
        send.Property(s => s.Purpose).HasMaxLength(16).HasDefaultValue(ConsentPurpose.Marketing);
        // The two promises: nobody twice, no mailbox twice.
        send.HasIndex(s => new { s.Owner, s.OwnerId, s.Visit, s.Profile }).IsUnique();
        send.HasIndex(s => new { s.Owner, s.OwnerId, s.Visit, s.AddressHash }).IsUnique();
        send.HasIndex(s => new { s.State, s.DueAt, s.Id });
        // What a report asks: counts and whether anything is left without reading the rows, and pages without sorting them all.
        send.HasIndex(s => new { s.Owner, s.OwnerId, s.State, s.Reason, s.Id });
        send.HasIndex(s => new { s.Owner, s.OwnerId, s.Id });
        // What one person was written.
        send.HasIndex(s => new { s.Profile, s.Id });
    }

    public void Configure(EntityTypeBuilder<SenderState> state)
    {
        state.ToTable("SenderState");
        state.Property(s => s.Id).ValueGeneratedNever();
        state.HasData(new SenderState { Epoch = 0 });
    }

    public void Configure(EntityTypeBuilder<EmailSettings> settings)
    {
        settings.ToTable("EmailSettings");
        settings.Property(s => s.Id).ValueGeneratedNever();
        settings.Property(s => s.Secret).HasMaxLength(4_000);
        settings.Property(s => s.PostalAddress).HasMaxLength(1_000);
        settings.Property(s => s.ChangedBy).HasMaxLength(256);
        settings.HasData(new EmailSettings { FromName = "", FromAddress = "", PostalAddress = "" });
    }

    public void Configure(EntityTypeBuilder<TrappedMail> mail)
    {
        mail.ToTable("TrappedMail");
        mail.HasKey(m => m.Id);
        mail.Property(m => m.Subject).HasMaxLength(1_000);
        mail.Property(m => m.Html).IsLongText();
        mail.Property(m => m.Text).IsLongText();
        mail.Property(m => m.Headers).IsLongText();
        mail.HasIndex(m => m.Send);
    }
}

public static class MessagingTables
{
    extension(StudioDbContext db)
    {
        public DbSet<Send> Sends => db.Set<Send>();

        public DbSet<SenderState> SenderStates => db.Set<SenderState>();

        public DbSet<EmailSettings> EmailSettings => db.Set<EmailSettings>();

        public DbSet<TrappedMail> TrappedMails => db.Set<TrappedMail>();
    }
}
