using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class QuarantineRepair : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_Reason_Id",
                table: "QuarantinedMessage");

            migrationBuilder.AddColumn<long>(
                name: "Discarded",
                table: "SourceHour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DecidedAt",
                table: "QuarantinedMessage",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "Discard",
                table: "QuarantinedMessage",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Field",
                table: "QuarantinedMessage",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "QuarantinedMessage",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "QuarantinedAt",
                table: "QuarantinedMessage",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Replay",
                table: "QuarantinedMessage",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "State",
                table: "QuarantinedMessage",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "Quarantined",
                table: "Inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "QuarantineRepair",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: true),
                    Source = table.Column<int>(type: "INTEGER", nullable: true),
                    Ids = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    LastId = table.Column<long>(type: "INTEGER", nullable: false),
                    Rule = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Job = table.Column<Guid>(type: "TEXT", nullable: false),
                    Messages = table.Column<long>(type: "INTEGER", nullable: false),
                    Stored = table.Column<long>(type: "INTEGER", nullable: false),
                    Duplicate = table.Column<long>(type: "INTEGER", nullable: false),
                    Kept = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuarantineRepair", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_State_Reason_Id",
                table: "QuarantinedMessage",
                columns: new[] { "State", "Reason", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_State_Source_Reason",
                table: "QuarantinedMessage",
                columns: new[] { "State", "Source", "Reason" });

            migrationBuilder.CreateIndex(
                name: "IX_QuarantineRepair_Reason_Source_Version",
                table: "QuarantineRepair",
                columns: new[] { "Reason", "Source", "Version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuarantineRepair");

            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_State_Reason_Id",
                table: "QuarantinedMessage");

            migrationBuilder.DropIndex(
                name: "IX_QuarantinedMessage_State_Source_Reason",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Discarded",
                table: "SourceHour");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Discard",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Field",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "QuarantinedAt",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Replay",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "State",
                table: "QuarantinedMessage");

            migrationBuilder.DropColumn(
                name: "Quarantined",
                table: "Inbox");

            migrationBuilder.CreateIndex(
                name: "IX_QuarantinedMessage_Reason_Id",
                table: "QuarantinedMessage",
                columns: new[] { "Reason", "Id" });
        }
    }
}
