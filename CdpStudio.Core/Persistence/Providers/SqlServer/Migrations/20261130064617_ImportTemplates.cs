using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ImportTemplates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ComparedWith",
                table: "ImportRun",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsPaused",
                table: "ImportRun",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "RowsSkipped",
                table: "ImportRun",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "Undo",
                table: "ImportRun",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UndoneAt",
                table: "ImportRun",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ImportTemplate",
                columns: table => new
                {
                    Header = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Choices = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    UsedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportTemplate", x => x.Header);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportTemplate");

            migrationBuilder.DropColumn(
                name: "ComparedWith",
                table: "ImportRun");

            migrationBuilder.DropColumn(
                name: "IsPaused",
                table: "ImportRun");

            migrationBuilder.DropColumn(
                name: "RowsSkipped",
                table: "ImportRun");

            migrationBuilder.DropColumn(
                name: "Undo",
                table: "ImportRun");

            migrationBuilder.DropColumn(
                name: "UndoneAt",
                table: "ImportRun");
        }
    }
}
