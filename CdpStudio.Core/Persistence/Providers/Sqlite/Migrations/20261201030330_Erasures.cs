using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Erasures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Profile",
                table: "ErasureFacts");

            migrationBuilder.AddColumn<long>(
                name: "Erased",
                table: "RunTally",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Certificate",
                table: "PrivacyRequest",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Person",
                table: "PrivacyRequest",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Suppress",
                table: "PrivacyRequest",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Profiles",
                table: "ErasureFacts",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "ErasedIdentifier",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    ErasedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Suppressed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasedIdentifier", x => x.Hash);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ErasedIdentifier");

            migrationBuilder.DropColumn(
                name: "Erased",
                table: "RunTally");

            migrationBuilder.DropColumn(
                name: "Certificate",
                table: "PrivacyRequest");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "PrivacyRequest");

            migrationBuilder.DropColumn(
                name: "Suppress",
                table: "PrivacyRequest");

            migrationBuilder.DropColumn(
                name: "Profiles",
                table: "ErasureFacts");

            migrationBuilder.AddColumn<long>(
                name: "Profile",
                table: "ErasureFacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
